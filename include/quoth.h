/* quoth.h: who said what, in which report, from which origin.
 *
 * Data is plain, handles are opaque. A report and everything worked out from it live in one arena and die with it. Spans are byte offsets into
 * the report's UTF-8 text, end exclusive; quoth_points() turns them into the code points that all output uses. Functions return 0 or a
 * negative quoth_status and then fill the quoth_error they were given (NULL is allowed). A context (quoth) is immutable and may be shared by
 * all threads; every other handle belongs to one thread at a time. Strings are UTF-8 and end with NUL; NULL means not known. */
#ifndef QUOTH_H
#define QUOTH_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define QUOTH_VERSION "0.1.0"
#if defined(__GNUC__)
#define QUOTH_API __attribute__((visibility("default")))
#else
#define QUOTH_API
#endif

typedef enum quoth_status {
  QUOTH_OK = 0,
  QUOTH_NOTHING = 1,        /* no error: nothing (more) to give */
  QUOTH_USAGE = -1,         /* a wrong argument */
  QUOTH_MEMORY = -2,        /* out of memory */
  QUOTH_SYSTEM = -3,        /* the system refused: no file, no permission, disk full */
  QUOTH_DATA = -4,          /* malformed input */
  QUOTH_LIMIT = -5,         /* input beyond a limit */
  QUOTH_CASE = -6,          /* not a case, damaged, or from a newer version */
  QUOTH_BUSY = -7,          /* another writer holds the case */
  QUOTH_NOT_FOUND = -8,     /* no such report, claim, actor, link */
  QUOTH_UNSUPPORTED = -9,   /* known but not read yet (HTML) */
  QUOTH_STOPPED = -10       /* interrupted; what was committed stays */
} quoth_status;

/* Where and why. message is one line without a newline, ready to print after "quoth: ". */
typedef struct quoth_error {
  int status;
  uint64_t record;          /* 1-based record (line) in the input; 0: none */
  uint64_t byte;            /* byte offset in the record or file where known */
  char file[512];           /* input, empty if none */
  char message[768];
} quoth_error;

typedef struct quoth_span { uint32_t begin, end; } quoth_span;
/* A label's pieces: count spans from first in the report's pool `spans`. */
typedef struct quoth_spans { uint32_t first, count; } quoth_spans;

/* ---- the report, as read (src/read) ------------------------------------------------------------------------------------------------- */

typedef enum quoth_section_kind { QUOTH_HEADLINE, QUOTH_BODY, QUOTH_CAPTION, QUOTH_CREDIT, QUOTH_RELATED, QUOTH_FURNITURE, QUOTH_COMMENT } quoth_section_kind;
typedef struct quoth_section { quoth_section_kind kind; const char *role; quoth_span span; const char *language; /* NULL: the report's */ } quoth_section;

typedef enum quoth_credit_kind { QUOTH_CREDIT_AGENCY, QUOTH_CREDIT_PHOTO, QUOTH_CREDIT_TRANSLATION, QUOTH_CREDIT_SOURCE, QUOTH_CREDIT_BYLINE } quoth_credit_kind;
typedef struct quoth_credit { quoth_credit_kind kind; const char *name; quoth_span span; } quoth_credit;

/* A date as far as known: ISO 8601, "2017-06-09" or "2017-06-09T16:48", a zone only if given. from: given, text, meta or NULL. */
typedef struct quoth_date { const char *iso; const char *from; quoth_span span; } quoth_date;

typedef struct quoth_dateline { const char *place, *agency; quoth_span span; } quoth_dateline;

/* ---- parse: sentences and tokens (src/parse) ---------------------------------------------------------------------------------------- */

typedef struct quoth_token {
  quoth_span span;
  uint32_t word;            /* id of the folded form in the language's lexicon, 0 if not in it */
  uint16_t flags;           /* QUOTH_TOKEN_* */
  uint8_t skip;             /* bytes of proclitics glued before the word that `word` names (Arabic) */
  uint8_t mark;             /* for quotation marks, the role that quotation state gave it: see src/parse */
} quoth_token;
enum { QUOTH_TOKEN_WORD = 1, QUOTH_TOKEN_NUMBER = 2, QUOTH_TOKEN_PUNCT = 4, QUOTH_TOKEN_QUOTE = 8, QUOTH_TOKEN_CAPITAL = 16, QUOTH_TOKEN_UPPER = 32,
       QUOTH_TOKEN_SPACE_BEFORE = 64, QUOTH_TOKEN_QUOTED = 128 /* inside quotation marks */, QUOTH_TOKEN_FIRST = 256 /* of its sentence */ };
typedef struct quoth_sentence { quoth_span span; uint32_t token, tokens; uint16_t section; uint16_t paragraph; uint32_t word, words; } quoth_sentence;

/* A syntactic word of Universal Dependencies v2. Mostly it is a token. A multiword token stands for several words, and is one token or several glued ones: "du" (de le),
 * "don't" (do n't), Arabic words with their clitics. The words of a sentence follow each other: sentence.word, sentence.words. */
typedef struct quoth_word {
  quoth_span span;          /* its own characters; where it has none of its own (du: de le), those of the whole multiword token */
  uint32_t token;           /* the token that it is, or lies in */
  uint16_t range;           /* words of the written token that begins here: 1 an ordinary word, more: a multiword token of so many words; 0: it lies inside one */
  uint8_t upos;             /* QUOTH_UPOS_*; 0 not known */
  const char *form;         /* NULL: the text of span */
  const char *lemma, *feats, *relation; /* feats: "Case=Nom|Number=Sing", "" none; NULL not known */
  int32_t head;             /* index in words; -1: the root, or not known (relation is NULL then) */
} quoth_word;
enum { QUOTH_UPOS_ADJ = 1, QUOTH_UPOS_ADP, QUOTH_UPOS_ADV, QUOTH_UPOS_AUX, QUOTH_UPOS_CCONJ, QUOTH_UPOS_DET, QUOTH_UPOS_INTJ, QUOTH_UPOS_NOUN, QUOTH_UPOS_NUM, QUOTH_UPOS_PART,
       QUOTH_UPOS_PRON, QUOTH_UPOS_PROPN, QUOTH_UPOS_PUNCT, QUOTH_UPOS_SCONJ, QUOTH_UPOS_SYM, QUOTH_UPOS_VERB, QUOTH_UPOS_X };

/* ---- statements, actors (src/name, src/say) ----------------------------------------------------------------------------------------- */

typedef enum quoth_kind { QUOTH_DIRECT, QUOTH_INDIRECT, QUOTH_MIXED } quoth_kind;
typedef enum quoth_force { QUOTH_ASSERT, QUOTH_DENY, QUOTH_ACCUSE, QUOTH_DEMAND, QUOTH_ASK, QUOTH_PROMISE, QUOTH_PRAISE, QUOTH_THINK } quoth_force;
typedef enum quoth_actor_kind { QUOTH_PERSON, QUOTH_ORGANISATION, QUOTH_STATE, QUOTH_GROUP, QUOTH_OUTLET, QUOTH_UNNAMED } quoth_actor_kind;

typedef struct quoth_statement {
  quoth_kind kind;
  quoth_force force;
  quoth_section_kind in;
  quoth_spans content, cue, source, addressee;
  quoth_spans about;        /* actors, as indices: begin of each span is an actor id, end unused */
  int32_t speaker;          /* index in actors, -1 unknown */
  int32_t target;           /* index in actors, -1 none */
  int32_t parent;           /* index in statements, -1 none */
  int32_t when;             /* index in times: when it was said, as its own clause tells; -1 unknown */
  uint8_t negated;
  float confidence;
  const char *language;     /* NULL: the report's */
} quoth_statement;

typedef struct quoth_actor {
  const char *name;         /* the fullest name that the report gives */
  quoth_actor_kind kind;
  const char *role;         /* "spokesman", NULL unknown */
  int32_t of;               /* index of the organisation or state, -1 */
  quoth_spans mentions;
  const char *key;          /* what src/link joins on across reports and languages (folded name, state code); never shown */
} quoth_actor;

/* A number with what it counts. low == high when exact; INT64_MAX high = "at least", INT64_MIN low = "at most". */
typedef struct quoth_quantity { quoth_span span; int64_t low, high; quoth_span counted; } quoth_quantity;

/* A time expression. value: TIMEX3 form ("2017-06-09", "2017-W23", "2017-06-09TMO", "P3D", "PRESENT_REF"), seen from the day of publication; NULL where that cannot be told. */
typedef enum quoth_time_kind { QUOTH_TIME_DATE, QUOTH_TIME_CLOCK, QUOTH_TIME_DURATION, QUOTH_TIME_SET } quoth_time_kind;
typedef struct quoth_time { quoth_span span; const char *value; quoth_time_kind kind; } quoth_time;

typedef struct quoth_arena quoth_arena;

typedef struct quoth_report {
  quoth_arena *arena;       /* everything below lives here */
  const char *id, *source, *url, *format, *language, *title, *outlet;
  const char *outlet_from, *title_from, *language_from; /* given, text, meta */
  quoth_date published, updated;
  quoth_dateline dateline;
  quoth_credit *credits; uint32_t credit_count;
  const char *text; uint32_t length;        /* bytes; text[length] == 0 */
  uint32_t characters;                      /* code points */
  uint32_t *points;                         /* code points before each 256th byte; NULL: not indexed */
  quoth_section *sections; uint32_t section_count;
  quoth_sentence *sentences; uint32_t sentence_count;
  quoth_token *tokens; uint32_t token_count;
  quoth_word *words; uint32_t word_count;
  const struct quoth_kept *kept;            /* of a CoNLL-U input: comments and columns that go out as they came in; NULL none */
  quoth_span *spans; uint32_t span_count, span_room;   /* the pool that quoth_spans index */
  quoth_statement *statements; uint32_t statement_count;
  quoth_actor *actors; uint32_t actor_count;
  quoth_quantity *quantities; uint32_t quantity_count;
  quoth_time *times; uint32_t time_count;   /* in order of the text */
} quoth_report;

/* ---- the context and reading -------------------------------------------------------------------------------------------------------- */

typedef struct quoth quoth;
typedef struct quoth_options {
  const char *data;         /* folder that holds lang/ and models/; NULL: QUOTH_DATA, beside the binary, then the install prefix */
  const char *outlets;      /* file of outlet aliases, owners and agencies; NULL none */
  float min_confidence;     /* statements less sure are left out; 0: as sure as it takes that three in four are right; below 0: none is left out */
  const char *guide;        /* whose convention of attribution: "quoth" or NULL, "polnear", "wikinews" */
} quoth_options;

/* Loads the languages. *out is immutable and shared by threads; free with quoth_close after all that used it. */
QUOTH_API int quoth_open(const quoth_options *options, quoth **out, quoth_error *error);
QUOTH_API void quoth_close(quoth *q);

/* One input report: bytes as they came, with what is known of them. Nothing is kept after the call. */
typedef struct quoth_input {
  const char *source;       /* the path exactly as given */
  const char *bytes; size_t size;
  const char *format;       /* "text" (charset is found), "jsonl" (text is UTF-8 already) or "conllu" (sentences as quoth_inputs_next gives them) */
  const char *id, *title, *language, *outlet, *published, *updated, *url; /* given metadata, NULL unknown */
  uint64_t record;
  const char *date_order;   /* how dates in numbers are read: "dmy", "mdy", "ymd"; NULL: only where they can be read one way */
} quoth_input;

/* Bytes -> report with every layer up to statements and actors. Free with quoth_report_free. Thread-safe for one q. */
QUOTH_API int quoth_read(const quoth *q, const quoth_input *input, quoth_report **out, quoth_error *error);
QUOTH_API void quoth_report_free(quoth_report *r);

/* Bytes -> report with sentences, tokens and words only. With format "conllu" (UTF-8) those of the input are kept: text is put together from its forms. Tags, lemmas and
 * trees are filled where q has a network (quoth_has_network). Free with quoth_report_free. Thread-safe for one q. */
QUOTH_API int quoth_parse(const quoth *q, const quoth_input *input, quoth_report **out, quoth_error *error);
QUOTH_API int quoth_has_network(const quoth *q);
/* The words as CoNLL-U, with TokenRange (code points of the text) in MISC; of a CoNLL-U input comments, MISC, DEPS and empty nodes go out as they came in. */
QUOTH_API int quoth_write_conllu(const quoth_report *r, FILE *out);

/* Code point index of a byte offset of the report's text (on a character's first byte, or its length). */
QUOTH_API uint32_t quoth_points(const quoth_report *r, uint32_t byte);

/* The report as one line of JSON (version 1 of the format), with newline. */
QUOTH_API int quoth_write_json(const quoth_report *r, FILE *out);

/* ---- inputs: files, folders, JSON lines, standard input -------------------------------------------------------------------------------- */

typedef struct quoth_inputs quoth_inputs;
/* from: "text", "jsonl", "conllu" (for quoth_parse) or NULL (by content). date_order: "dmy", "mdy", "ymd" or NULL. */
QUOTH_API int quoth_inputs_open(char *const *paths, size_t count, const char *from, const char *date_order, quoth_inputs **out, quoth_error *error);
/* The next input, valid until the next call. QUOTH_NOTHING at the end. A negative status refuses one input (error says which file, record,
 * byte and why); the caller goes on calling. */
QUOTH_API int quoth_inputs_next(quoth_inputs *in, quoth_input *out, quoth_error *error);
QUOTH_API void quoth_inputs_close(quoth_inputs *in);

/* ---- the case: reports and everything worked out from them, in one SQLite file (doc/case.md has its tables) ------------------------------- */

typedef struct quoth_case quoth_case;
typedef enum quoth_mode { QUOTH_READ, QUOTH_WRITE, QUOTH_CREATE /* make it if it is not there */ } quoth_mode;
/* One writer at a time (a second one gets QUOTH_BUSY), any number of readers beside it. A file that is no case, damaged or from a newer version is QUOTH_CASE. */
QUOTH_API int quoth_case_open(const char *path, quoth_mode mode, quoth_case **out, quoth_error *error);
/* After a writer the case is one file again. NULL is allowed. The handle is gone whatever is returned. */
QUOTH_API int quoth_case_close(quoth_case *c, quoth_error *error);

/* versions: how many of those stored are versions of a report that the case has; unread: how many are in a language that quoth does not read, so that no statements are found. */
typedef struct quoth_counts { uint64_t inputs, stored, versions, duplicates, refused, statements, unread; } quoth_counts;
typedef enum quoth_stage { QUOTH_READING, QUOTH_LINKING } quoth_stage;
typedef struct quoth_work {
  int threads;              /* that read and analyse; 0: as many as there are cores */
  const volatile int *stop; /* not 0: finish what is begun, commit and return QUOTH_STOPPED; NULL: never */
  void (*progress)(void *user, quoth_stage stage, const quoth_counts *so_far);  /* now and then, in the calling thread; NULL none */
  void (*refused)(void *user, const quoth_error *why);                          /* one input that was refused; NULL none */
  void *user;
} quoth_work;
/* quoth_parse for every input, by several threads; each gets the reports in the order of the inputs, in the calling thread, until it returns something else than 0, which is then
 * returned. language: that of all inputs, NULL where they or their text say it. Refused inputs are counted and told to work->refused. work, counts may be NULL. */
QUOTH_API int quoth_parse_inputs(const quoth *q, quoth_inputs *in, const char *language, const quoth_work *work, int (*each)(void *user, const quoth_report *r), void *user,
                                 quoth_counts *counts, quoth_error *error);
/* Reads the inputs into the case and works out the links that are owed. Batches are committed as it goes: after an error, an interruption or a crash the case is sound and the same
 * call again completes it. Refused inputs are no failure: they are counted, and stand in the ledger with their reason. *counts is filled in any case. work may be NULL. */
QUOTH_API int quoth_case_add(quoth_case *c, const quoth *q, quoth_inputs *in, const quoth_work *work, quoth_counts *counts, quoth_error *error);
/* Works everything out again from the texts and metadata that the case keeps: after rules, languages or the file of outlets have changed. */
QUOTH_API int quoth_case_refresh(quoth_case *c, const quoth *q, const quoth_work *work, quoth_counts *counts, quoth_error *error);
/* Removes a report and all that came from it. */
QUOTH_API int quoth_case_forget(quoth_case *c, const quoth *q, const char *id, quoth_error *error);
/* One stored report with its layers but tokens and sentences. id: as printed, or one that a duplicate of it was given with. Free with quoth_report_free. */
QUOTH_API int quoth_case_show(quoth_case *c, const char *id, quoth_report **out, quoth_error *error);

/* What is looked for; NULL and -1 ask for anything. words, speaker, about: all words must be there, "..." a phrase, word* a beginning; case, accents and Arabic letter
 * variants do not matter; a speaker is found by any of the names, in any language, that the case knows him by, or as "actor:3". since, until: ISO 8601 or the beginning of it ("2017-06"), both inclusive; a report without a date is in no range. */
typedef struct quoth_query {
  const char *words, *speaker, *about, *outlet, *language, *since, *until, *report;
  int kind, force, negated; /* quoth_kind, quoth_force, 0 or 1 */
  long limit;               /* -1: all */
} quoth_query;
#define QUOTH_QUERY_ANY { NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, -1, -1, -1, -1 }

typedef struct quoth_piece { const char *label; /* content, cue, source, addressee */ quoth_span span; /* bytes of text */ uint32_t begin, end; /* code points */ } quoth_piece;
/* A statement with what is needed to show it. Everything is the library's and lives until the callback returns. */
typedef struct quoth_found {
  const char *report, *title, *outlet, *published, *language, *path;
  const char *text; uint32_t length;        /* of the report */
  uint32_t statement;                       /* its number in the report */
  quoth_kind kind; quoth_force force; quoth_section_kind in;
  int negated; double confidence;
  const char *speaker, *speaker_role, *target;
  int64_t actor;                            /* of the speaker across reports, 0 none */
  const char *actor_name;                   /* how the case calls the speaker; NULL none */
  const char *content, *cue, *source;       /* pieces joined by " ... " */
  const quoth_piece *pieces; uint32_t piece_count;
} quoth_found;
/* Calls each for every statement, in order of time, report and place, until it returns something else than 0, which is then returned. QUOTH_NOTHING if there was none. */
QUOTH_API int quoth_case_find(quoth_case *c, const quoth_query *query, int (*each)(void *user, const quoth_found *found), void *user, quoth_error *error);

/* Rows of one SQL statement that only reads, as text (NULL for NULL). names are the columns. Order of rows as SQL has it. The callback as above; names and values live until it returns. */
typedef int (*quoth_row)(void *user, int columns, const char *const *names, const char *const *values);
QUOTH_API int quoth_case_sql(quoth_case *c, const char *sql, quoth_row each, void *user, quoth_error *error);
/* The statements of the case (or another of its views: reports, claims, who_copied ...; NULL: who_said) as "csv" with a line of names, cells safe for spreadsheets, or "jsonl". */
QUOTH_API int quoth_case_export(quoth_case *c, const char *format, const char *view, FILE *out, quoth_error *error);

/* ---- claims and how they spread ------------------------------------------------------------------------------------------------------- */

typedef struct quoth_member { const char *report, *outlet, *published, *language; int32_t statement; /* its number in the report, -1: the outlet asserts it itself */ uint32_t begin, end; /* code points */ const char *text; } quoth_member;
typedef struct quoth_origin { const char *const *reports; uint32_t report_count; const int64_t *links; uint32_t link_count; } quoth_origin;
typedef struct quoth_relation { int64_t claim; const char *kind, *in /* NULL */, *text, *speaker; const quoth_member *passages; uint32_t passage_count; } quoth_relation;
/* One proposition by one speaker (NULL: outlets assert it themselves). Everything is the library's and lives until the callback returns. */
typedef struct quoth_claim {
  int64_t claim, actor;
  const char *text, *speaker, *languages /* codes divided by blanks */, *first;
  uint32_t reports, outlets, least, most;
  const quoth_member *members; uint32_t member_count;
  const quoth_origin *origins; uint32_t origin_count;
  const quoth_relation *relations; uint32_t relation_count;
} quoth_claim;
/* Those with most reports first. claim: only this one, 0 any; differs: only those that are denied or differ from another; limit -1: all. */
typedef struct quoth_claim_query { int64_t claim; int differs; long limit; } quoth_claim_query;
QUOTH_API int quoth_case_claims(quoth_case *c, const quoth_claim_query *query, int (*each)(void *user, const quoth_claim *claim), void *user, quoth_error *error);

typedef struct quoth_reason { const char *why, *report; uint32_t begin, end; } quoth_reason;
typedef struct quoth_shared { uint32_t a[2], b[2]; const char *kind; double score; const char *text /* of a */; } quoth_shared;
typedef struct quoth_link {
  int64_t link;
  const char *a, *b, *a_outlet, *b_outlet, *a_published, *b_published, *kind, *from, *agency;
  int derived;
  const quoth_reason *evidence; uint32_t evidence_count;
  const quoth_shared *passages; uint32_t passage_count;
} quoth_link;
/* Links of a report ("id"), among the reports of a claim ("claim:12"), one ("link:7") or all (NULL). QUOTH_NOTHING if there is none. */
QUOTH_API int quoth_case_trace(quoth_case *c, const char *id, int (*each)(void *user, const quoth_link *link), void *user, quoth_error *error);

#ifdef __cplusplus
}
#endif
#endif
