/* How often a statement found by each rule is right (content and source), measured on annotated news in six languages. */
#include "say/find.h"

/* Columns: without a source, with one; then the same for weak cues. 0: not worth having. */
static const float right[Q_RULES][4] = {
  [Q_R_QUOTE_AFTER]  = { .25f, .70f, .25f, .50f }, [Q_R_QUOTE_BEFORE] = { .82f, .95f, .80f, .83f },
  [Q_R_COLON]        = { .20f, .44f, .00f, .31f }, [Q_R_THAT]         = { .40f, .70f, .29f, .30f },
  [Q_R_BARE]         = { .00f, .60f, .00f, .25f }, [Q_R_ASK]          = { .20f, .40f, .00f, .00f },
  [Q_R_TO]           = { .20f, .46f, .00f, .00f }, [Q_R_OBJ]          = { .29f, .59f, .00f, .00f },
  [Q_R_PREP]         = { .20f, .32f, .00f, .21f }, [Q_R_NP]           = { .00f, .31f, .00f, .00f },
  [Q_R_FRONT]        = { .20f, .56f, .00f, .20f }, [Q_R_FRONT_BARE]   = { .00f, .40f, .00f, .00f },
  [Q_R_ACCORDING]    = { .54f, .69f, .00f, .30f }, [Q_R_NOUN_THAT]    = { .31f, .30f, .00f, .00f },
  [Q_R_NOUN_TO]      = { .22f, .25f, .00f, .00f }, [Q_R_NOUN_PREP]    = { .22f, .22f, .00f, .00f },
  [Q_R_NOUN_QUOTE]   = { .30f, .30f, .20f, .20f }, [Q_R_PASSIVE_THAT] = { .30f, .40f, .00f, .25f },
  [Q_R_PASSIVE_OBJ]  = { .46f, .46f, .00f, .00f }, [Q_R_PASSIVE_NP]   = { .00f, .00f, .00f, .00f },
  [Q_R_HEADLINE]     = { .00f, .80f, .00f, .00f }, [Q_R_CHAIN]        = { .81f, .81f, .81f, .81f },
};

double q_confidence(const q_found *s) { return s->rule < Q_RULES ? right[s->rule][(s->source.count > 0) + 2 * s->weak] : 0; }
