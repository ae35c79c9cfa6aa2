/* How often a statement found by each rule is right (content and source), measured on annotated news in six languages. */
#include "say/find.h"

/* Columns: without a source, with one; then the same for weak cues. 0: not worth having. */
static const float right[Q_RULES][4] = {
  [Q_R_QUOTE_AFTER]  = { .30f, .79f, .33f, .76f }, [Q_R_QUOTE_BEFORE] = { .88f, .97f, .90f, .96f },
  [Q_R_COLON]        = { .00f, .58f, .00f, .33f }, [Q_R_THAT]         = { .42f, .79f, .50f, .73f },
  [Q_R_BARE]         = { .00f, .72f, .00f, .24f }, [Q_R_ASK]          = { .25f, .50f, .00f, .00f },
  [Q_R_TO]           = { .32f, .60f, .00f, .00f }, [Q_R_OBJ]          = { .29f, .70f, .00f, .00f },
  [Q_R_PREP]         = { .20f, .44f, .00f, .30f }, [Q_R_NP]           = { .00f, .50f, .00f, .00f },
  [Q_R_FRONT]        = { .25f, .80f, .00f, .40f }, [Q_R_FRONT_BARE]   = { .00f, .72f, .00f, .40f },
  [Q_R_ACCORDING]    = { .62f, .83f, .00f, .30f }, [Q_R_NOUN_THAT]    = { .37f, .35f, .00f, .00f },
  [Q_R_NOUN_TO]      = { .40f, .30f, .00f, .00f }, [Q_R_NOUN_PREP]    = { .20f, .20f, .00f, .00f },
  [Q_R_NOUN_QUOTE]   = { .30f, .30f, .25f, .25f }, [Q_R_PASSIVE_THAT] = { .48f, .50f, .00f, .30f },
  [Q_R_PASSIVE_OBJ]  = { .58f, .50f, .00f, .00f }, [Q_R_PASSIVE_NP]   = { .00f, .00f, .00f, .00f },
  [Q_R_GROUND]       = { .40f, .40f, .40f, .40f }, [Q_R_HEADLINE]     = { .00f, .60f, .00f, .00f },
  [Q_R_CHAIN]        = { .93f, .93f, .93f, .93f },
};
/* Below this a statement costs more than it brings: half of the balanced mean of precision and recall. */
static const float least = .27f;

double q_confidence(const q_found *s) {
  float p = s->rule < Q_RULES ? right[s->rule][(s->source.count > 0) + 2 * s->weak] : 0;
  return p < least ? 0 : p;
}
