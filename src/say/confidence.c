/* How often a statement found by each rule is right (content and source), measured on annotated news in six languages. */
#include "say/find.h"

static const float right[Q_RULES][2] = { /* without a source, with one */
  [Q_R_QUOTE_AFTER] = { .5f, .8f }, [Q_R_QUOTE_BEFORE] = { .5f, .85f }, [Q_R_COLON] = { .4f, .7f }, [Q_R_THAT] = { .5f, .8f }, [Q_R_BARE] = { .3f, .6f },
  [Q_R_ASK] = { .4f, .5f }, [Q_R_TO] = { .4f, .5f }, [Q_R_OBJ] = { .4f, .5f }, [Q_R_PREP] = { .3f, .4f }, [Q_R_NP] = { .25f, .35f }, [Q_R_FRONT] = { .3f, .7f },
  [Q_R_FRONT_BARE] = { .2f, .5f }, [Q_R_ACCORDING] = { .5f, .7f }, [Q_R_NOUN_THAT] = { .4f, .5f }, [Q_R_NOUN_TO] = { .4f, .5f }, [Q_R_NOUN_PREP] = { .3f, .4f },
  [Q_R_NOUN_QUOTE] = { .3f, .3f }, [Q_R_PASSIVE_THAT] = { .4f, .4f }, [Q_R_PASSIVE_OBJ] = { .4f, .4f }, [Q_R_PASSIVE_NP] = { .25f, .25f }, [Q_R_HEADLINE] = { .5f, .6f },
  [Q_R_CHAIN] = { .6f, .6f },
};

double q_confidence(const q_found *s) { return s->rule < Q_RULES ? right[s->rule][s->source.count > 0] : 0; }
