/* Names by their sounds: letters -> sounds by lang/<code>/sounds.txt, and a weighted edit distance between sounds (Wagner and Fischer, 1974). */
#include "name/key.h"

static bool is_particle(const q_lang *l, const char *w, size_t n) {
  for (uint32_t i = 0; i < l->particle_count; i++)
    if (strlen(l->particles[i]) == n && memcmp(l->particles[i], w, n) == 0) return true;
  return false;
}

static const q_sound *sound_at(const q_lang *l, const char *w, size_t n, size_t i) {
  for (uint32_t k = 0; k < l->sound_count; k++) {
    const q_sound *s = &l->sounds[k];
    if (s->size > n - i || memcmp(s->letters, w + i, s->size)) continue;
    if ((s->begins && (i || s->size + 4u > n)) || (s->ends && (i + s->size != n || i < 4))) continue; /* what is left must be a name still */
    return s;
  }
  return NULL;
}

size_t q_spell(const q_lang *l, const char *name, size_t n, char *out, size_t room) {
  size_t count = 0, kept = 0;
  for (const char *w = name, *end = name + n; w < end;) {
    const char *blank = memchr(w, ' ', (size_t)(end - w));
    size_t size = (size_t)((blank ? blank : end) - w), from = count;
    if (size && !(is_particle(l, w, size) && (kept || blank))) {
      if (kept && count + 1 < room) out[count++] = ' ';
      size_t begin = count;
      for (size_t i = 0; i < size;) {
        const q_sound *s = sound_at(l, w, size, i);
        const char *sound = s ? s->sound : (unsigned char)w[i] < 0x80 ? (char[]){ w[i], 0 } : "";
        for (; *sound && count + 1 < room; sound++)
          if (*sound != '-' && *sound != '\'' && (count == begin || out[count - 1] != *sound)) out[count++] = *sound;
        i += s ? s->size : 1;
      }
      if (count == begin) count = from;
      else kept++;
    }
    w += size + (blank != NULL);
  }
  out[count] = 0;
  return count;
}

static bool vowel(char c) { return c && strchr("aeiou", c); }

char q_spell_coarse(char c) {
  if (strchr("aeiouhvwf ", c)) return 0;
  if (strchr("bp", c)) return 'b';
  if (strchr("kgqXJSCszc", c)) return 'k';
  if (strchr("td", c)) return 't';
  return c;
}

int q_spell_consonants(const char *s, size_t n) {
  int count = 0;
  for (size_t i = 0; i < n; i++) count += s[i] != ' ' && !vowel(s[i]);
  return count;
}

/* Costs of one sound for another: how often scripts write them for each other. */
static int swap(char a, char b, bool abjad) {
  static const struct { const char *pair; int cost, abjad; } near[] = {
    { "bp", 25, 5 }, { "vf", 25, 5 }, { "wv", 15, 10 }, { "bv", 40, 25 }, { "gk", 45, 30 }, { "gJ", 40, 15 }, { "gh", 30, 30 }, { "gX", 40, 30 }, { "hX", 15, 10 }, { "kX", 45, 40 },
    { "sz", 15, 10 }, { "SC", 35, 30 }, { "SJ", 35, 30 }, { "CJ", 35, 30 }, { "Ss", 40, 30 }, { "zJ", 50, 50 }, { "Ji", 30, 30 }, { "ei", 15, 5 }, { "ou", 15, 5 }, { "wu", 10, 5 }, { "wo", 20, 5 }, { "td", 60, 60 } };
  if (a == b) return 0;
  for (size_t i = 0; i < sizeof near / sizeof *near; i++)
    if ((near[i].pair[0] == a && near[i].pair[1] == b) || (near[i].pair[0] == b && near[i].pair[1] == a)) return abjad ? near[i].abjad : near[i].cost;
  return vowel(a) && vowel(b) ? abjad ? 8 : 20 : 100;
}

static int drop(char a, bool abjad) {
  if (a == ' ') return 2;
  if (vowel(a)) return abjad ? 8 : 40;
  return a == 'h' ? 15 : a == 'w' ? 30 : 100;
}

enum { LONGEST = 96 };

int q_spell_cost(const char *a, size_t n, const char *b, size_t m, bool abjad) {
  int row[LONGEST + 1];
  if (n > LONGEST || m > LONGEST) return n == m && memcmp(a, b, n) == 0 ? 0 : 10000;
  row[0] = 0;
  for (size_t j = 1; j <= m; j++) row[j] = row[j - 1] + drop(b[j - 1], abjad);
  for (size_t i = 1; i <= n; i++) {
    int corner = row[0];
    row[0] += drop(a[i - 1], abjad);
    for (size_t j = 1; j <= m; j++) {
      int best = corner + swap(a[i - 1], b[j - 1], abjad), out = row[j] + drop(a[i - 1], abjad), in = row[j - 1] + drop(b[j - 1], abjad);
      corner = row[j];
      row[j] = best < out ? (best < in ? best : in) : (out < in ? out : in);
    }
  }
  return row[m];
}

typedef struct words { const char *at[8]; size_t size[8]; uint32_t count; } words;
static words split(const char *s) {
  words w = {0};
  while (*s && w.count < 8) {
    size_t n = strcspn(s, " ");
    w.at[w.count] = s;
    w.size[w.count++] = n;
    s += n + (s[n] == ' ');
  }
  return w;
}

static int allowed(int consonants, bool close, bool strict) {
  if (strict) return consonants >= 7 ? 20 : 0;
  int most = consonants * (close ? 6 : 20);
  return most > (close ? 40 : 110) ? (close ? 40 : 110) : most;
}

static bool word_same(const words *a, uint32_t i, const words *b, uint32_t j, bool abjad, bool close, int *total, int *consonants) {
  int x = q_spell_consonants(a->at[i], a->size[i]), y = q_spell_consonants(b->at[j], b->size[j]);
  int cost = q_spell_cost(a->at[i], a->size[i], b->at[j], b->size[j], abjad);
  char p = a->at[i][0], q = b->at[j][0];
  if (!abjad && vowel(p) && vowel(q) && swap(p, q, false) > 15) return false; /* Anna is not Inna */
  if (!vowel(p) && !vowel(q) && swap(p, q, abjad) > 45 && p != 'h' && q != 'h') return false;
  *total += cost;
  *consonants += x > y ? x : y;
  return cost <= (close ? 20 : 12 + 22 * (x > y ? x : y));
}

bool q_spell_same(const char *x, const char *y, bool abjad, bool close, bool strict) {
  words a = split(x), b = split(y);
  int total = 0, consonants = 0;
  bool same = a.count == b.count && a.count > 1;
  for (uint32_t i = 0; i < a.count && same; i++) same = word_same(&a, i, &b, i, abjad, close, &total, &consonants);
  if (same) return consonants >= 3 && total <= allowed(consonants, close, strict);
  if (a.count < 2 || b.count < 2 || a.count == b.count) return false;
  consonants = q_spell_consonants(x, strlen(x));
  if (consonants >= 6 && q_spell_cost(x, strlen(x), y, strlen(y), abjad) <= allowed(consonants, close, strict) / 2 + 2) return true;
  if (a.count != 2 && b.count != 2) return false;
  total = consonants = 0; /* middle names left out */
  return word_same(&a, 0, &b, 0, abjad, close, &total, &consonants) && word_same(&a, a.count - 1, &b, b.count - 1, abjad, close, &total, &consonants) && consonants >= 5 &&
         total <= allowed(consonants, close, strict) / 2;
}
