/* who_said_what FILE...: reads reports and prints who said what. Build: cc who_said_what.c $(pkg-config --cflags --libs quoth) */
#include <stdio.h>
#include <quoth.h>

static void print_pieces(const quoth_report *r, quoth_spans at) {
  for (uint32_t i = 0; i < at.count; i++) {
    quoth_span s = r->spans[at.first + i];
    printf("%s%.*s", i ? " ... " : "", (int)(s.end - s.begin), r->text + s.begin);
  }
}

static void print_report(const quoth_report *r) {
  printf("%s\n", r->title ? r->title : r->source);
  for (uint32_t i = 0; i < r->statement_count; i++) {
    const quoth_statement *s = &r->statements[i];
    printf("  %s: ", s->speaker >= 0 ? r->actors[s->speaker].name : "(not named)");
    if (s->negated) printf("(did not say) ");
    print_pieces(r, s->content);
    printf("\n");
  }
}

int main(int argc, char **argv) {
  quoth *q = NULL;
  quoth_inputs *in = NULL;
  quoth_error e = {0};
  quoth_input input;
  int status, refused = 0;
  if (argc < 2) {
    fprintf(stderr, "usage: %s FILE...\n", argv[0]);
    return 2;
  }
  if (quoth_open(NULL, &q, &e) || quoth_inputs_open(argv + 1, (size_t)argc - 1, NULL, NULL, &in, &e)) {
    fprintf(stderr, "%s\n", e.message);
    quoth_close(q);
    return 2;
  }
  while ((status = quoth_inputs_next(in, &input, &e)) != QUOTH_NOTHING) {
    quoth_report *r = NULL;
    if (status || quoth_read(q, &input, &r, &e)) {
      fprintf(stderr, "%s\n", e.message);
      refused = 1;
      continue;
    }
    print_report(r);
    quoth_report_free(r);
  }
  quoth_inputs_close(in);
  quoth_close(q);
  return refused;
}
