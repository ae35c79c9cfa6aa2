/* How often a statement found by each rule is right (content and source), measured on annotated news in six languages. */
#include "say/find.h"

/* Columns: without a source, with one; then the same for weak cues. 0: not worth having. */
static const float right[Q_RULES][4] = {
  [Q_R_QUOTE_AFTER]  = { .30f, .77f, .45f, .86f }, [Q_R_QUOTE_BEFORE] = { .94f, .96f, .95f, .93f },
  [Q_R_COLON]        = { .00f, .75f, .00f, .36f }, [Q_R_THAT]         = { .40f, .79f, .42f, .65f },
  [Q_R_BARE]         = { .00f, .71f, .00f, .24f }, [Q_R_ASK]          = { .25f, .53f, .00f, .00f },
  [Q_R_TO]           = { .33f, .58f, .00f, .00f }, [Q_R_OBJ]          = { .24f, .65f, .00f, .00f },
  [Q_R_PREP]         = { .20f, .45f, .00f, .29f }, [Q_R_NP]           = { .00f, .49f, .00f, .00f },
  [Q_R_FRONT]        = { .25f, .84f, .00f, .40f }, [Q_R_FRONT_BARE]   = { .00f, .74f, .00f, .60f },
  [Q_R_ACCORDING]    = { .50f, .82f, .00f, .30f }, [Q_R_NOUN_THAT]    = { .39f, .35f, .00f, .00f },
  [Q_R_NOUN_TO]      = { .50f, .50f, .00f, .00f }, [Q_R_NOUN_PREP]    = { .20f, .20f, .00f, .00f },
  [Q_R_NOUN_QUOTE]   = { .40f, .40f, .25f, .25f }, [Q_R_PASSIVE_THAT] = { .49f, .50f, .00f, .30f },
  [Q_R_PASSIVE_OBJ]  = { .49f, .50f, .00f, .00f }, [Q_R_PASSIVE_NP]   = { .00f, .00f, .00f, .00f },
  [Q_R_GROUND]       = { .40f, .40f, .40f, .40f }, [Q_R_HEADLINE]     = { .00f, .42f, .00f, .00f },
  [Q_R_CHAIN]        = { .94f, .94f, .94f, .94f },
};
/* Below this a statement costs more than it brings: half of the balanced mean of precision and recall. */
static const float least = .27f;

double q_confidence(const q_found *s) {
  if (s->sure > 0) return s->sure;
  float p = s->rule < Q_RULES ? right[s->rule][(s->source.count > 0) + 2 * s->weak] : 0;
  return p < least ? 0 : p;
}
