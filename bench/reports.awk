# Invented reports as JSON lines, the same for the same N and SEED: awk -v N=1000 -v SEED=1 -f bench/reports.awk
# One in ten is carried by another outlet word for word, one in fifty comes again with new figures under its id.
function random(n) { seed = (seed * 16807) % 2147483647; return seed % n }
function pick(list, parts, n) { n = split(list, parts, ";"); return parts[random(n) + 1] }
function sentence(k) {
  k = random(8)
  who = pick(people) " " pick(names); town = pick(towns)
  if (k == 0) return who ", a spokesman for the " pick(bodies) ", said that " pick(things) " in " town " had been " pick(done) " after " (random(90) + 2) " days."
  if (k == 1) return "\\\"We will not leave " town " before " pick(things) " is " pick(done) ",\\\" " who " told reporters on " pick(days) "."
  if (k == 2) return "The " pick(bodies) " denied that " (random(300) + 3) " people had been hurt near " town "."
  if (k == 3) return "According to " who ", " (random(50) + 2) " houses in " town " were damaged by the flood."
  if (k == 4) return who " accused the " pick(bodies) " of hiding the state of " pick(things) "."
  if (k == 5) return "Residents of " town " have waited since " pick(days) " for " pick(things) " to be " pick(done) "."
  if (k == 6) return who " urged the " pick(bodies) " to close " pick(things) " in " town " by " pick(days) "."
  return "Water stood " (random(9) + 1) " metres above the mark in " town " on " pick(days) ", " (random(4000) + 100) " litres a second."
}
BEGIN {
  seed = (SEED ? SEED : 1) * 7919 + 17
  people = "Anna;Bo;Carla;Dmitri;Edda;Farid;Greta;Hugo;Ines;Jonas;Karim;Lena"
  names = "Abel;Brandt;Corvo;Dunai;Estev;Farrow;Gallo;Hark;Ivers;Jelen;Korsak;Lund;Morrow;Nadir;Orlo;Pell;Quist;Rask;Sorel;Tamm"
  towns = "Aldern;Breva;Castell Novo;Dorrin;Elmswick;Faro Alto;Gorodets;Halvik;Isola;Jarrow Bay;Keltern;Lomsk;Merrin;Norwell;Ostrava Bridge;Pellworth"
  bodies = "harbour ministry;water board;city council;dam authority;river police;port union;fire service;transport office"
  things = "the bridge;the dam;the north pier;the power line;the tunnel;the water works;the old mill;the ferry"
  done = "repaired;closed;sold;inspected;rebuilt;flooded"
  days = "Monday;Tuesday;Wednesday;Thursday;Friday;Saturday;Sunday"
  for (i = 1; i <= N; i++) {
    date = sprintf("20%02d-%02d-%02d", 30 + random(6), 1 + random(12), 1 + random(28))
    outlet = "Outlet " (random(40) + 1)
    id = "r" i
    if (i > 10 && random(10) == 0) text = old[i - 1 - random(10)]
    else {
      text = pick(towns) ", " pick(days) " - "
      for (k = 6 + random(12); k > 0; k--) text = text sentence() (random(4) ? " " : "\\n\\n")
    }
    if (i > 10 && random(50) == 0) { id = "r" (i - 1 - random(10)); text = text " (updated)" }
    old[i] = text; delete old[i - 12]
    printf "{\"id\": \"%s\", \"outlet\": \"%s\", \"date\": \"%s\", \"text\": \"%s\"}\n", id, outlet, date, text
  }
}
