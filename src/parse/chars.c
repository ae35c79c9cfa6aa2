/* Kinds of characters, as tokens need them. */
#include <utf8proc.h>
#include "parse/inside.h"

static int ascii(uint32_t c) {
  if ((c | 32) >= 'a' && (c | 32) <= 'z') return Q_C_LETTER;
  if (c >= '0' && c <= '9') return Q_C_DIGIT;
  if (c == ' ' || (c >= 9 && c <= 13)) return Q_C_SPACE;
  return c < 32 || c == 127 ? Q_C_SYMBOL : Q_C_PUNCT;
}

int q_class(uint32_t c) {
  if (c < 0x80) return ascii(c);
  if (c >= 0xc0 && c < 0x250) return c == 0xd7 || c == 0xf7 ? Q_C_SYMBOL : Q_C_LETTER;
  if (c >= 0x410 && c < 0x450) return Q_C_LETTER;
  if (c == 0xad || (c >= 0x200c && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069)) return Q_C_HIDDEN;
  if (q_is_space(c)) return Q_C_SPACE;
  switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_NL:
      return Q_C_LETTER;
    case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ME: return Q_C_MARK;
    case UTF8PROC_CATEGORY_ND: case UTF8PROC_CATEGORY_NO: return Q_C_DIGIT;
    case UTF8PROC_CATEGORY_PC: case UTF8PROC_CATEGORY_PD: case UTF8PROC_CATEGORY_PS: case UTF8PROC_CATEGORY_PE: case UTF8PROC_CATEGORY_PI: case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO: return Q_C_PUNCT;
    default: return Q_C_SYMBOL;
  }
}

bool q_is_quote(uint32_t c) {
  return c == '"' || c == '\'' || c == '`' || c == 0xab || c == 0xbb || (c >= 0x2018 && c <= 0x201f) || c == 0x2039 || c == 0x203a || c == 0xb4 ||
         c == 0x300c || c == 0x300d || c == 0xff02;
}
