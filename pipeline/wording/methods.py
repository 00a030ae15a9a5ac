"""Every statistical method in words: a name and one sentence a reader of the report understands, in both languages.

The key is the ``id`` of a :class:`pipeline.statistics.result.Method`, which carries literature and library itself. A
test holds that each method has its words here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.questionnaire import Language

METHODS: dict[str, dict[Language, tuple[str, str]]] = {
    # Description
    "description": {
        "de": (
            "Mittelwert mit t-Intervall, Anteile mit Wilson-Intervall",
            "Der Mittelwert fasst die Antworten einer Aussage zusammen; das Intervall sagt, wie genau er unter der "
            "Annahme einer Zufallsauswahl wäre.",
        ),
        "en": (
            "Mean with t interval, shares with Wilson interval",
            "The mean sums up the answers to an item; the interval says how precise it would be if the sample had been "
            "drawn at random.",
        ),
    },
    "description_fpc": {
        "de": (
            "Mittelwert mit Endlichkeitskorrektur",
            "Wo ein großer Teil aller Kommunen einer Größenklasse geantwortet hat, ist der Mittelwert genauer; die "
            "Endlichkeitskorrektur berücksichtigt das je Schicht.",
        ),
        "en": (
            "Mean with finite population correction",
            "Where a large part of all municipalities of a size class answered, the mean is more precise; the finite "
            "population correction allows for that, stratum by stratum.",
        ),
    },
    "bootstrap_bca": {
        "de": (
            "Bootstrap-Intervall (BCa)",
            "Die Stichprobe wird viele Male mit Zurücklegen neu gezogen; das Intervall kommt ohne Annahme über die "
            "Verteilung aus und dient der Gegenprobe.",
        ),
        "en": (
            "Bootstrap interval (BCa)",
            "The sample is drawn anew many times with replacement; the interval needs no assumption about the "
            "distribution and serves as a cross-check.",
        ),
    },
    "bootstrap_percentile": {
        "de": (
            "Bootstrap-Intervall (Perzentile)",
            "Die befragten Kommunen werden viele Male mit Zurücklegen neu gezogen und alle Mittelwerte jedes Mal neu "
            "berechnet.",
        ),
        "en": (
            "Bootstrap interval (percentiles)",
            "The municipalities surveyed are drawn anew many times with replacement, and all means computed each time.",
        ),
    },
    # Response
    "outcome_rates": {
        "de": (
            "Ausschöpfungsraten nach AAPOR",
            "Jede eingeladene Kommune hat genau einen Ausgang (vollständig, teilweise, abgebrochen, nicht erreicht); die "
            "Raten sind Anteile an allen, die zur Befragung gehören.",
        ),
        "en": (
            "Outcome rates after AAPOR",
            "Every municipality invited has exactly one outcome (complete, partial, broken off, not reached); the rates "
            "are shares of all that belong to the survey.",
        ),
    },
    # Differences between groups
    "kruskal_wallis": {
        "de": (
            "Kruskal-Wallis-Test mit Epsilon-Quadrat",
            "Prüft über die Rangfolge der Antworten, ob sich mindestens eine Gruppe von den anderen unterscheidet; "
            "Epsilon-Quadrat sagt, welcher Teil der Unterschiede mit der Gruppe einhergeht.",
        ),
        "en": (
            "Kruskal-Wallis test with epsilon squared",
            "Tests by the ranks of the answers whether at least one group differs from the others; epsilon squared says "
            "what part of the differences goes along with the group.",
        ),
    },
    "dunn": {
        "de": (
            "Dunn-Test mit Holm-Korrektur",
            "Vergleicht nach dem Kruskal-Wallis-Test jedes Paar von Gruppen und korrigiert dafür, dass viele Paare "
            "geprüft werden.",
        ),
        "en": (
            "Dunn's test with Holm's adjustment",
            "Compares every pair of groups after the Kruskal-Wallis test and adjusts for the number of pairs.",
        ),
    },
    "jonckheere_terpstra": {
        "de": (
            "Jonckheere-Terpstra-Test mit Kendalls Tau-b",
            "Prüft, ob die Antworten mit der Ordnung der Gruppen durchgehend steigen oder fallen, in beide Richtungen; "
            "Tau-b sagt, wie eng.",
        ),
        "en": (
            "Jonckheere-Terpstra test with Kendall's tau-b",
            "Tests in both directions whether the answers rise or fall along the order of the groups; tau-b says how "
            "closely.",
        ),
    },
    "mann_whitney": {
        "de": (
            "Mann-Whitney-U-Test mit rangbiserialer Korrelation",
            "Vergleicht die Antworten zweier Gruppen über ihre Rangfolge; die rangbiseriale Korrelation sagt, wie viel "
            "öfter die eine Gruppe höher antwortet als die andere.",
        ),
        "en": (
            "Mann-Whitney U test with rank-biserial correlation",
            "Compares the answers of two groups by their ranks; the rank-biserial correlation says how much more often "
            "the one group answers higher than the other.",
        ),
    },
    "welch_t": {
        "de": (
            "Welch-Test",
            "Vergleicht die Mittelwerte zweier Gruppen, die sich in der Streuung unterscheiden dürfen.",
        ),
        "en": ("Welch's t test", "Compares the means of two groups that may differ in spread."),
    },
    "welch_anova": {
        "de": (
            "Varianzanalyse nach Welch",
            "Prüft, ob sich die Mittelwerte mehrerer Gruppen unterscheiden, die verschieden streuen dürfen; die "
            "Gegenprobe dazu, Antwortstufen nur als Rangfolge zu lesen.",
        ),
        "en": (
            "Welch's analysis of variance",
            "Tests whether the means of several groups differ that may vary in spread; the cross-check on reading the "
            "steps of a scale as an order only.",
        ),
    },
    # Association
    "spearman": {
        "de": (
            "Rangkorrelation nach Spearman",
            "Sagt, wie eng zwei Rangfolgen zusammengehen, von −1 über 0 bis 1.",
        ),
        "en": ("Spearman's rank correlation", "Says how closely two orders go together, from −1 over 0 to 1."),
    },
    "kendall_tau_b": {
        "de": (
            "Kendalls Tau-b",
            "Vergleicht gleich und gegenläufig geordnete Paare von Kommunen und berücksichtigt gleiche Antworten.",
        ),
        "en": (
            "Kendall's tau-b",
            "Compares pairs of municipalities ordered alike and the other way round, allowing for equal answers.",
        ),
    },
    "goodman_kruskal_gamma": {
        "de": (
            "Gamma nach Goodman und Kruskal",
            "Wie Tau-b, doch ohne die Paare mit gleichen Antworten; fällt deshalb höher aus.",
        ),
        "en": (
            "Goodman and Kruskal's gamma",
            "Like tau-b, but leaving out pairs with equal answers, so that it comes out higher.",
        ),
    },
    "cramers_v": {
        "de": (
            "Chi-Quadrat-Test mit Cramérs V",
            "Prüft, ob zwei Angaben ohne Rangfolge zusammengehen; Cramérs V sagt von 0 bis 1, wie eng.",
        ),
        "en": (
            "Chi-squared test with Cramér's V",
            "Tests whether two answers without order go together; Cramér's V says from 0 to 1 how closely.",
        ),
    },
    # Models
    "cumulative_logit": {
        "de": (
            "Kumulatives Logit-Modell",
            "Beschreibt, wie die Stufe der Antwort mit mehreren Merkmalen zugleich einhergeht, ohne den Stufen Abstände "
            "zu unterstellen.",
        ),
        "en": (
            "Cumulative logit model",
            "Describes how the step of the answer goes along with several characteristics at once, without assuming "
            "distances between steps.",
        ),
    },
    "likelihood_ratio": {
        "de": (
            "Likelihood-Quotienten-Test",
            "Prüft, ob ein Merkmal die Antworten besser beschreibt, als es die übrigen Merkmale allein tun.",
        ),
        "en": (
            "Likelihood ratio test",
            "Tests whether a characteristic describes the answers better than the other characteristics do alone.",
        ),
    },
    "brant": {
        "de": (
            "Brant-Test",
            "Prüft, ob der Zusammenhang mit einem Merkmal an jeder Schwelle der Skala gleich ist, wie es das kumulative "
            "Logit-Modell annimmt.",
        ),
        "en": (
            "Brant test",
            "Tests whether the association with a characteristic is the same at every threshold of the scale, as the "
            "cumulative logit model assumes.",
        ),
    },
    # Scales
    "cronbach_alpha": {
        "de": (
            "Cronbachs Alpha mit Feldt-Intervall",
            "Sagt, wie einheitlich die Kommunen auf die Punkte einer Frage antworten: Je näher an 1, desto eher lassen "
            "sie sich zu einem Wert zusammenfassen.",
        ),
        "en": (
            "Cronbach's alpha with Feldt's interval",
            "Says how consistently municipalities answer the items of a question: the nearer to 1, the better they sum "
            "up to one value.",
        ),
    },
    "item_analysis": {
        "de": (
            "Trennschärfe und Alpha ohne den Punkt",
            "Die Trennschärfe sagt, wie eng ein Punkt mit der Summe der übrigen zusammengeht; steigt Alpha ohne ihn, "
            "gehört er eher nicht dazu.",
        ),
        "en": (
            "Item-rest correlation and alpha if deleted",
            "The item-rest correlation says how closely an item goes along with the sum of the others; if alpha rises "
            "without it, it fits less well.",
        ),
    },
    "spearman_brown": {
        "de": (
            "Spearman-Brown-Koeffizient",
            "Die Zuverlässigkeit einer Skala aus genau zwei Punkten; für zwei ist Alpha nicht das richtige Maß.",
        ),
        "en": (
            "Spearman-Brown coefficient",
            "The reliability of a scale of exactly two items, for which alpha is not the right measure.",
        ),
    },
    "omega": {
        "de": (
            "McDonalds Omega",
            "Wie Alpha, doch ohne die Annahme, dass jeder Punkt das Gemeinsame gleich gut misst.",
        ),
        "en": (
            "McDonald's omega",
            "Like alpha, but without assuming that every item measures the common part equally well.",
        ),
    },
    "ordinal_omega": {
        "de": (
            "Ordinales Omega nach Green und Yang",
            "Omega für Antworten in Stufen: die Zuverlässigkeit der Summe, wie sie tatsächlich gebildet wird.",
        ),
        "en": (
            "Green and Yang's ordinal omega",
            "Omega for answers in steps: the reliability of the sum as it is actually formed.",
        ),
    },
    "ordinal_alpha": {
        "de": (
            "Ordinales Alpha",
            "Alpha aus polychorischen Korrelationen: wie einheitlich die Antworten ohne die groben Stufen wären; nur "
            "zum Vergleich.",
        ),
        "en": (
            "Ordinal alpha",
            "Alpha from polychoric correlations: how consistent the answers would be without the coarse steps; for "
            "comparison only.",
        ),
    },
    "polychoric": {
        "de": (
            "Polychorische Korrelation",
            "Schätzt, wie eng zwei Punkte zusammengingen, wären die Antworten nicht in Stufen gegeben.",
        ),
        "en": (
            "Polychoric correlation",
            "Estimates how closely two items would go together if the answers had not been given in steps.",
        ),
    },
    "one_factor_ml": {
        "de": (
            "Einfaktormodell, Maximum Likelihood",
            "Sucht das eine Merkmal, das alle Punkte gemeinsam haben; die Ladung sagt, wie eng ein Punkt daran hängt.",
        ),
        "en": (
            "One-factor model, maximum likelihood",
            "Looks for the one characteristic all items share; the loading says how closely an item is tied to it.",
        ),
    },
    "one_factor_minres": {
        "de": (
            "Einfaktormodell, kleinste Residuen",
            "Wie das Einfaktormodell, doch so gewählt, dass möglichst wenig Zusammenhang unerklärt bleibt.",
        ),
        "en": (
            "One-factor model, minimum residuals",
            "Like the one-factor model, but chosen to leave as little association as possible unaccounted for.",
        ),
    },
    "one_factor_dwls": {
        "de": (
            "Einfaktormodell für Antworten in Stufen",
            "Das Einfaktormodell auf polychorischen Korrelationen, die genauer geschätzten stärker gewichtet (DWLS).",
        ),
        "en": (
            "One-factor model for answers in steps",
            "The one-factor model on polychoric correlations, giving more weight to those estimated more precisely (DWLS).",
        ),
    },
    # Weights
    "weighted_mean": {
        "de": (
            "Gewichteter Mittelwert mit linearisiertem Standardfehler",
            "Jede Kommune zählt mit ihrem Gewicht; der Standardfehler berücksichtigt, dass ungleiche Gewichte die "
            "Genauigkeit mindern.",
        ),
        "en": (
            "Weighted mean with linearised standard error",
            "Every municipality counts with its weight; the standard error allows for the precision that unequal weights "
            "cost.",
        ),
    },
    "weighted_share": {
        "de": (
            "Gewichteter Anteil mit linearisiertem Standardfehler",
            "Wie der gewichtete Mittelwert, für den Anteil jeder Antwort; das Intervall bleibt zwischen 0 und 100 Prozent.",
        ),
        "en": (
            "Weighted share with linearised standard error",
            "Like the weighted mean, for the share of every answer; the interval stays between 0 and 100 per cent.",
        ),
    },
    "weighted_top2": {
        "de": (
            "Gewichteter Anteil der beiden höchsten Stufen mit Logit-Intervall",
            "Der Anteil der beiden höchsten Antwortstufen nach Gewichten, mit einem Intervall, das nicht unter 0 und "
            "nicht über 100 Prozent reicht.",
        ),
        "en": (
            "Weighted share of the two highest steps with a logit interval",
            "The share of the two highest steps of the scale by weights, with an interval that stays between 0 and 100 "
            "per cent.",
        ),
    },
    "rao_scott": {
        "de": (
            "Rao-Scott-Test",
            "Prüft wie der Chi-Quadrat-Test, ob zwei Angaben zusammengehen, und berücksichtigt dabei die Gewichte.",
        ),
        "en": (
            "Rao-Scott test",
            "Tests like the chi-squared test whether two answers go together, allowing for the weights.",
        ),
    },
    "raking": {
        "de": (
            "Randanpassung (Raking)",
            "Die Gewichte werden so lange angeglichen, bis die befragten Kommunen nach Größe, und wo bekannt nach Land, "
            "so verteilt sind wie alle Kommunen.",
        ),
        "en": (
            "Raking to margins",
            "The weights are adjusted until the municipalities surveyed are distributed by size, and by Land where "
            "known, like all municipalities.",
        ),
    },
    "weight_trimming": {
        "de": (
            "Begrenzung der Gewichte",
            "Sehr große und sehr kleine Gewichte werden gekappt und auf die übrigen verteilt, damit nicht wenige "
            "Kommunen das Ergebnis bestimmen.",
        ),
        "en": (
            "Trimming of weights",
            "Very large and very small weights are cut and spread over the others, so that a few municipalities do not "
            "decide the result.",
        ),
    },
    "kish_effective_n": {
        "de": (
            "Effektive Fallzahl nach Kish",
            "So viele gleich gewichtete Kommunen wären ebenso genau wie die ungleich gewichteten.",
        ),
        "en": (
            "Kish's effective number of cases",
            "So many equally weighted municipalities would be as precise as the unequally weighted ones.",
        ),
    },
    # Plausibility
    "grim": {
        "de": (
            "Granularitätstest (GRIM)",
            "Ein Mittelwert oder Anteil ist ein Bruch mit der Zahl der Antworten im Nenner; geprüft wird, ob es einen "
            "solchen Bruch gibt, der die gedruckte Zahl ergibt.",
        ),
        "en": (
            "Granularity test (GRIM)",
            "A mean or a share is a fraction over the number of answers; the test asks whether there is such a fraction "
            "that gives the printed number.",
        ),
    },
    "rebuilt_total": {
        "de": (
            "Gesamtwert aus den Gruppen",
            "Die Werte der Gruppen, gewichtet mit ihrer Größe, müssen den Wert aller ergeben.",
        ),
        "en": (
            "Total from its groups",
            "The values of the groups, weighted by their size, must give the value of all.",
        ),
    },
    "straight_lining": {
        "de": (
            "Gleiche Antwort auf eine ganze Fragenbatterie",
            "Gezählt wird, wie viele Batterien jemand durchgehend gleich beantwortet hat; das ist ein Hinweis, kein "
            "Ausschlussgrund.",
        ),
        "en": (
            "Straight-lining",
            "How many batteries a respondent answered with one and the same answer throughout; a hint, no reason for "
            "exclusion.",
        ),
    },
    "relative_speed": {
        "de": (
            "Ausfülltempo",
            "Verglichen wird mit der mittleren Ausfüllzeit aller; wer doppelt so schnell war, wird angesehen, nicht "
            "ausgeschlossen.",
        ),
        "en": (
            "Speed of completion",
            "Compared with the median time of all; who was twice as fast is looked at, not excluded.",
        ),
    },
    # Change between waves
    "signed_rank": {
        "de": (
            "Wilcoxon-Vorzeichen-Rang-Test mit rangbiserialer Korrelation",
            "Vergleicht jede Kommune, die beide Male geantwortet hat, mit sich selbst; die Korrelation sagt von −1 bis 1, "
            "ob die Anstiege oder die Rückgänge überwiegen.",
        ),
        "en": (
            "Wilcoxon signed-rank test with matched rank-biserial correlation",
            "Compares each municipality that answered both times with itself; the correlation says from −1 to 1 whether "
            "rises or falls prevail.",
        ),
    },
    "paired_t": {
        "de": (
            "Mittlere Differenz der Paare mit t-Intervall",
            "Um wie viele Skalenpunkte sich die Kommunen im Mittel verändert haben, die beide Male geantwortet haben.",
        ),
        "en": (
            "Mean difference of pairs with t interval",
            "By how many scale points the municipalities changed on average that answered both times.",
        ),
    },
    "mcnemar": {
        "de": (
            "McNemar-Test",
            "Vergleicht zwei Anteile derselben Kommunen anhand derer, die nur in einer der Wellen zustimmten.",
        ),
        "en": (
            "McNemar's test",
            "Compares two shares of the same municipalities by those that agreed in one of the waves only.",
        ),
    },
    "mcnemar_exact": {
        "de": (
            "McNemar-Test, exakt",
            "Wie der McNemar-Test, doch ohne Näherung und deshalb auch bei wenigen Kommunen gültig.",
        ),
        "en": (
            "McNemar's test, exact",
            "Like McNemar's test, but without approximation and so valid for few municipalities too.",
        ),
    },
    "combined_change": {
        "de": (
            "Veränderung aus allen Antworten, Bootstrap über Kommunen",
            "Nutzt alle Antworten beider Wellen; gezogen werden ganze Kommunen mit dem, was sie in beiden Wellen "
            "geantwortet haben, damit die Paare als Paare zählen.",
        ),
        "en": (
            "Change from all answers, bootstrap over municipalities",
            "Uses all answers of both waves; whole municipalities are drawn with what they answered in either wave, so "
            "that pairs count as pairs.",
        ),
    },
    "stayers_leavers": {
        "de": (
            "Wer wieder geantwortet hat, gegen wer nicht",
            "Vergleicht die ersten Antworten der Kommunen, die wieder geantwortet haben, mit denen der übrigen; ein "
            "Unterschied heißt, dass die Wellen nicht dieselbe Auswahl zeigen.",
        ),
        "en": (
            "Those who answered again against those who did not",
            "Compares the first answers of the municipalities that answered again with those of the others; a "
            "difference means that the waves do not show the same selection.",
        ),
    },
    "equivalence": {
        "de": (
            "Äquivalenztest (TOST)",
            "Prüft, ob eine Veränderung von der Größe, ab der sie von Belang wäre, ausgeschlossen werden kann.",
        ),
        "en": (
            "Equivalence test (TOST)",
            "Tests whether a change as large as would be of interest can be ruled out.",
        ),
    },
    "equivalence_combined": {
        "de": (
            "Äquivalenztest (TOST) aus allen Antworten",
            "Der Äquivalenztest für die Veränderung aus allen Antworten beider Wellen, mit dem Standardfehler des "
            "Bootstraps.",
        ),
        "en": (
            "Equivalence test (TOST) from all answers",
            "The equivalence test for the change from all answers of both waves, with the standard error of the bootstrap.",
        ),
    },
}  # fmt: skip

ADJUSTMENTS: dict[str, dict[Language, tuple[str, str]]] = {
    "holm": {
        "de": (
            "Holm",
            "Korrektur für viele Prüfungen: Auch nur eine falsche Behauptung in der Familie bleibt unwahrscheinlich.",
        ),
        "en": ("Holm", "Adjustment for many tests: even one false claim within the family stays unlikely."),
    },
    "fdr_bh": {
        "de": (
            "Benjamini-Hochberg",
            "Korrektur für viele Prüfungen: Der erwartete Anteil falscher unter den berichteten Behauptungen bleibt "
            "begrenzt.",
        ),
        "en": (
            "Benjamini-Hochberg",
            "Adjustment for many tests: the expected share of false claims among those reported stays limited.",
        ),
    },
}
"""The adjustments a :class:`pipeline.statistics.result.Family` can name."""
