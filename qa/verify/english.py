"""What the rules know of English: tables of words. None of them belongs to any subject."""

from __future__ import annotations

from qa.words import stem


def _words(text: str) -> list[str]:
    return text.split()


SCALE = {"hundred": 100.0, "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6}
SCALE |= {"b": 1e9, "bn": 1e9, "billion": 1e9, "t": 1e12, "trillion": 1e12}

# As written -> one name for each unit. "x" is a factor, "point" a percentage point.
UNITS = {"%": "%", "percent": "%", "pct": "%", "x": "x", "×": "x", "times": "x", "fold": "x"}
UNITS |= dict.fromkeys(["points", "point", "percentage points", "percentage point", "pp"], "point")
UNITS |= dict.fromkeys(_words("s sec secs second seconds"), "s")
UNITS |= dict.fromkeys(_words("ms millisecond milliseconds"), "ms")
UNITS |= dict.fromkeys(_words("min mins minute minutes"), "min")
UNITS |= dict.fromkeys(_words("h hr hrs hour hours"), "h")
UNITS |= {f"{unit}{end}": unit for unit in _words("day week month year bit") for end in ("", "s")}
UNITS |= {"yr": "year", "yrs": "year", "dollars": "$", "usd": "$", "tokens/s": "tokens/s"}
UNITS |= {unit: unit for unit in _words("kb mb gb tb hz khz mg g kg ml l mm cm m km nm °c °f")}

ONES = {word: float(at) for at, word in enumerate(_words("one two three four five six seven eight nine"), 1)}
_TEENS = _words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
TEENS = {word: float(at) for at, word in enumerate(_TEENS, 10)}
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
TENS = {word: 10.0 * at for at, word in enumerate(_TENS, 2)}
MULTIPLES = dict.fromkeys(_words("twice double doubles doubled doubling twofold"), 2.0)
MULTIPLES |= dict.fromkeys(_words("triple triples tripled threefold"), 3.0)
MULTIPLES |= dict.fromkeys(_words("half halve halves halved halving"), 0.5)

# A bare number behind one of these says which, not how many: "day 7", "phase 3".
LABELLED = frozenset(
    _words(
        """day week month year hour step stage phase level grade class group cohort layer dose visit round epoch
        version experiment trial model site age dimension table figure type number"""
    )
)
# A measure behind one of these is a condition of what is reported: "after 5 years", "at 30 °C".
CONDITION = r"\b(?:at|after|before|until|within|in|on|for|over|under|with|beyond)\s+(?:the\s+|only\s+)?$"

# What stands before a number and limits it, as parts of a pattern.
BOUNDS = {
    "upper": r"up\s+to|at\s+most|as\s+(?:much|many|high|fast|large)\s+as|no\s+more\s+than|a\s+maximum\s+of"
    r"|not\s+exceeding|less\s+than|fewer\s+than|under|below|within|<=?|≤|\\lt|\\leq?|\\textless",
    "lower": r"at\s+least|(?<!no )more\s+than|greater\s+than|over|above|exceed(?:s|ing)?|beyond|higher\s+than"
    r"|no\s+(?:less|fewer)\s+than|a\s+minimum\s+of|as\s+low\s+as|>=?|≥|\\gt|\\geq?|\\textgreater",
    "about": r"about|around|approximately|approx\.?|roughly|nearly|almost|close\s+to|some|circa"
    r"|an?\s+estimated|~|≈|∼|\\sim|\\approx",
}
BOUNDS_AFTER = {
    "lower": r"\s?(?:\+(?!\d)|or\s+(?:more|higher|greater|above)\b|and\s+(?:more|above)\b)",
    "upper": r"\s?or\s+(?:less|fewer|lower|below)\b",
}
BOUND_IN_WORDS = {"upper": "up to", "lower": "at least", "about": "about"}

# Words with which a model frames an answer; no source need hold them.
FRAME = frozenset(
    _words(
        """report reports reported show shows showed shown find finds found state states stated say says
        according achieve achieves achieved able also propose proposes proposed introduce introduces introduced
        present presents presented demonstrate demonstrates demonstrated provide provides provided include
        includes including involve involves involved approach method called based overall specifically discusses discussed describes described uses
        respectively various"""
    )
)

NEGATION = (
    r"\b(?:not(?!\s+(?:only|just|merely|exceeding))|no(?!\s+(?:more|less|fewer|later)\s+than)|\w+n['’]t|cannot"
    r"|never|neither|nor|without|unable\s+to|fail(?:s|ed|ing|ure)?(?:\s+to)?|lack(?:s|ed|ing)?|absence\s+of"
    r"|devoid\s+of|free\s+(?:of|from)|hardly|rarely|barely|scarcely|seldom)\b"
)
# Stems of what is denied where nothing happened: "no effect on", "did not affect", "no difference in".
EFFECTS = frozenset(
    stem(word)
    for word in _words(
        """effect impact influence affect change alter alteration modify differ difference association
        associated correlation correlate relationship related relation link linked benefit"""
    )
)
# The same in one word.
UNTOUCHED = r"\b(?:unaffected|unchanged|unaltered|unrelated|uncorrelated)\b"
# What follows one of these is how something is done, or its name.
MEANS = r"\b(?:using|via|through|by\s+means\s+of|based\s+on|called|known\s+as|named)\b"

# Common words that open a sentence, and are no names there.
FIRST_WORDS = frozenset(
    _words(
        """yes no first second third finally next then additionally furthermore moreover thus hence therefore
        however overall instead similarly likewise notably importantly interestingly specifically together
        compared given both each all most many several some researchers experiments results evaluations
        methods models data training using unlike despite while although because since when if"""
    )
)

IMPLICITLY_NEGATIVE = (
    r"\b(?:limit\w*|fixed|frozen|freez\w+|avoid\w*|prevent\w*|rather|instead|unlike|despite|less|fewer|few|little"
    r"|low\w*|poor\w*|scarc\w*|difficult\w*|challeng\w*|negligible|absent|missing|exclu\w+|hinder\w*|ignor\w+"
    r"|inability|insufficient\w*|only|merely|struggl\w+|eliminat\w+|obviat\w+|\w+less|non\w+)\b"
)
HEDGE = (
    r"\b(?:may|might|could|possibly|potential(?:ly)?|perhaps|(?<!most )likely|probably|suggest(?:s|ed|ing)?"
    r"|appears?|seems?|hypothesi[sz]e[ds]?|preliminary|sometimes|in\s+some\s+cases|in\s+part|partial(?:ly)?"
    r"|partly|often|usually|typically|tend(?:s|ed)?\s+to|presumably|an\s+estimated)\b"
)
SWEEPING = (
    r"\b(?:all|every|always|never|entire(?:ly)?|complete(?:ly)?|guarantee[ds]?|proves?|proven|definitely"
    r"|perfect(?:ly)?|unique(?:ly)?|solves|eliminates|significant(?:ly)?)\b"
)

# Forms that no stemmer brings back to their verb.
_IRREGULAR = {
    "rise": "rose risen",
    "grow": "grew grown",
    "fall": "fell fallen",
    "sink": "sank sunk",
    "shrink": "shrank shrunk",
    "lose": "lost",
    "win": "won",
    "arise": "arose arisen",
    "beat": "beaten",
    "speed": "sped",
}
_OPPOSITES = (
    (
        "increase raise rise grow boost enlarge climb gain soar surge elevate heighten amplify double triple",
        "decrease reduce lower decline drop diminish shrink cut lessen fall sink plunge plummet lose halve dwindle",
    ),
    ("higher", "lower"),
    ("high", "low"),
    ("more", "less fewer"),
    ("better", "worse"),
    ("best", "worst"),
    ("faster fast quick quicker", "slower slow"),
    ("accelerate hasten quicken speed", "decelerate slow delay retard"),
    ("larger large bigger greater", "smaller small"),
    ("improve enhance strengthen", "degrade worsen impair weaken harm deteriorate hurt"),
    ("gain win", "loss lose"),
    ("up", "down"),
    ("widen broaden", "narrow"),
    ("wide wider broad broader", "narrow narrower"),
    ("expand extend", "contract shrink"),
    ("lengthen prolong", "shorten"),
    ("thick thicker thicken", "thin thinner"),
    ("vanish disappear", "remain persist appear emerge arise"),
    ("activate", "inhibit deactivate suppress"),
    ("promote stimulate facilitate", "inhibit suppress hinder impede"),
    ("upregulate", "downregulate"),
    ("succeed", "fail"),
    ("survive", "die"),
    ("positive", "negative"),
    ("strong stronger", "weak weaker"),
    ("easy easier", "hard harder difficult"),
    ("before", "after"),
    ("above", "below"),
    ("inside", "outside"),
    ("maximum maximize maximise", "minimum minimize minimise"),
    ("accept", "reject"),
    ("include", "exclude"),
    ("long longer", "short shorter"),
    ("early earlier", "late later"),
    ("young younger", "old older"),
    ("majority", "minority"),
    ("prevent", "cause"),
    ("beneficial", "harmful detrimental"),
    ("superior", "inferior"),
    ("sufficient", "insufficient"),
    ("adequate", "inadequate"),
    ("significant", "insignificant nonsignificant"),
    ("dependent", "independent"),
    ("possible", "impossible"),
    ("complete", "incomplete"),
    ("accurate", "inaccurate"),
    ("active", "inactive"),
    ("consistent", "inconsistent"),
    ("effective", "ineffective"),
    ("safe", "unsafe"),
    ("supervised", "unsupervised"),
    ("efficient", "inefficient"),
    ("reliable", "unreliable"),
    ("stable", "unstable"),
    ("known", "unknown"),
    ("likely", "unlikely"),
    ("able", "unable"),
    ("common frequent", "rare infrequent"),
    ("simple simpler", "complex"),
    ("expensive costly", "cheap inexpensive"),
    ("mature", "immature"),
    ("online", "offline"),
    ("many most", "few"),
    ("outperform surpass exceed beat", "underperform"),
    ("support confirm", "contradict refute"),
    ("agree", "disagree"),
    ("open", "closed"),
)


Pole = tuple[int, int]  # (number of a pair, side)


def _sides(word: str) -> frozenset[Pole]:
    """The side of each pair that a word belongs to."""
    return frozenset(
        (pair, side)
        for pair, sides in enumerate(_OPPOSITES)
        for side, words in enumerate(sides)
        if word in words.split()
    )


_LEMMAS = dict.fromkeys(word for sides in _OPPOSITES for words in sides for word in words.split())
# Stem -> its sides, irregular forms included.
POLES: dict[str, frozenset[Pole]] = {}
for _lemma in _LEMMAS:
    for _form in (_lemma, *_words(_IRREGULAR.get(_lemma, ""))):
        POLES[stem(_form)] = POLES.get(stem(_form), frozenset()) | _sides(_lemma)

# Stems of verbs that say that something was brought about.
_CHANGES = frozenset().union(
    *map(
        _sides,
        _words("increase reduce improve worsen accelerate slow prevent cause promote inhibit widen narrow"),
    )
)
CHANGES = frozenset(word for word, sides in POLES.items() if sides & _CHANGES) | {
    stem(word) for word in _words("affect influence alter change modify predict protect benefit")
}

COMPARISON = (
    r"\b(?P<passive>(?:is|are|was|were|been|being|get|gets)\s+(?:\w+ly\s+)?)?"
    r"(?P<verb>outperform|surpass|exceed|beat|underperform|outrank|outscore|overtake)(?P<end>s|ed|ing|es|en)?"
    r"(?P<by>\s+by\s+(?!\d|about|up|around|at|over|nearly|an?\s+\w*\s*margin|more|roughly))?"
    r"|\b(?P<comparative>(?:more|less|fewer|better|worse|higher|lower|faster|slower|larger|smaller|greater"
    r"|stronger|weaker|bigger|shorter|longer|cheaper|earlier|later|easier|harder|simpler)(?:\s+[\w-]+){0,4}?)"
    r"\s+than\s+(?!\d|half|one|an?\s+hundred)"
    r"|\b(?P<fixed>superior\s+to|inferior\s+to|improv\w+\s+(?:over|upon)"
    r"|(?:lags?|lagging|falls?|fell)\s+(?:far\s+)?(?:behind|short\s+of)|ahead\s+of)\s+"
)
DOWNWARD = (
    r"(?:underperform|less|fewer|worse|lower|slower|smaller|weaker|shorter|cheaper|earlier|easier|simpler"
    r"|inferior|lag|fall|fell)"
)
