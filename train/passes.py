"""What every fitting needs beside its network: how it begins, one step, averaged weights, and a checkpoint from which it goes on."""
import contextlib, math, os
import torch, torch.nn as nn


def begin_with_components(layer, vectors, forms):
    """The projection of the piece vectors begins as the principal components of the forms seen."""
    size = layer.out_features
    with torch.no_grad():
        v = vectors[torch.unique(forms)[:60000]].float()
        mean = v.mean(0); _, _, V = torch.pca_lowrank(v - mean, q=size, niter=3)
        layer.weight.copy_(V.T * (0.6 / (v - mean).matmul(V).std())); layer.bias.copy_(-layer.weight @ mean)


class Passes:
    """rate falls as a cosine over `total` steps after `warm` steps of rising, to `least` of itself; weights are averaged over about 1 / (1 - average) steps."""

    def __init__(self, model, path, total, rate, warm, decay, clip, average, least=0.):
        self.model, self.path, self.total, self.rate, self.warm, self.clip, self.average, self.least = model, path, total, rate, warm, clip, average, least
        self.optimiser = torch.optim.AdamW(model.parameters(), lr=rate, betas=(.9, .98), weight_decay=decay)
        self.mean = {n: p.detach().clone() for n, p in model.named_parameters()}
        self.step_count, self.done = 0, 0
        if os.path.exists(path):
            s = torch.load(path, weights_only=False)
            model.load_state_dict(s["model"]); self.optimiser.load_state_dict(s["opt"]); self.mean, self.step_count, self.done = s["mean"], s["step"], s["pass"]
            torch.set_rng_state(s["rng"])

    def step(self, loss):
        rate = self.rate * min(1, (self.step_count + 1) / self.warm) * max(self.least, .5 + .5 * math.cos(math.pi * min(1, self.step_count / self.total)))
        for g in self.optimiser.param_groups: g["lr"] = rate
        self.optimiser.zero_grad(set_to_none=True); loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), self.clip)
        self.optimiser.step(); self.step_count += 1
        if self.step_count % 4: return
        keep = min(self.average, (self.step_count + 1) / (self.step_count + 20)) ** 4
        with torch.no_grad():
            for name, p in self.model.named_parameters(): self.mean[name].lerp_(p, 1 - keep)

    def save(self, options):
        """After a pass."""
        self.done += 1
        torch.save({"model": self.model.state_dict(), "opt": self.optimiser.state_dict(), "mean": self.mean, "step": self.step_count, "pass": self.done, "rng": torch.get_rng_state(),
                    "options": vars(options)}, self.path + ".new")
        os.replace(self.path + ".new", self.path)

    @contextlib.contextmanager
    def averaged(self):
        """The model with its averaged weights, for scoring."""
        live = {n: p.detach().clone() for n, p in self.model.named_parameters()}
        self.model.load_state_dict(self.mean, strict=False)
        yield
        self.model.load_state_dict(live, strict=False)
