"""Follow-up questions are made to stand alone, in any field."""

from __future__ import annotations

from functools import partial

import pytest
from turns import quoting_turn

from qa.conversation import NameIndex, Understood, understand
from qa.types import Abstention, Answer, Paper, Trace, Turn

PAPERS = {
    paper.id: paper
    for paper in (
        Paper(
            "statins",
            "CARDIO-PREVENT: Statins for primary prevention in older adults",
            "We present CARDIO-PREVENT, a trial of statins in 3000 older adults. Statins lowered events by 24%.",
        ),
        Paper(
            "flu",
            "Zoltavir for influenza",
            "We introduce zoltavir, an oral antiviral. Zoltavir shortened illness by two days.",
        ),
        Paper(
            "aspirin",
            "Effect of low-dose aspirin on colorectal adenomas: a randomised trial",
            "We randomised 1121 patients to aspirin or placebo. Aspirin reduced recurrence by 19%.",
        ),
        Paper(
            "silver",
            "Silver and the Ming Economy: Trade through Manila",
            "Two causes of the crisis are told apart: (1) debasement of coin and (2) the closure of Manila.",
        ),
        Paper(
            "plague",
            "Plague, Wages and Land in Fourteenth-Century England",
            "The Black Death raised wages. Landlords responded with the Statute of Labourers.",
        ),
        Paper(
            "contracts",
            "JurisBench: Measuring Reading of Contracts",
            "We present JurisBench, a benchmark of 500 contracts. Lawyers score 91%. JurisBench covers leases.",
        ),
        Paper(
            "pleas",
            "Plea Bargains and Race: Evidence from Misdemeanor Courts",
            "Black defendants receive fewer charge reductions in misdemeanor courts. The gap is 25%.",
        ),
        Paper(
            "bail",
            "Bail at a Distance",
            "We compare two hearings, called video-1 and video-2. Video-1 has no lawyer; video-2 has one.",
        ),
    )
}
NAMES = NameIndex(PAPERS.values())


turn = partial(quoting_turn, PAPERS)
COINED = [turn("whats plea bargaining", "pleas")]
BETTER = [turn("Which other papers improve on CARDIO-PREVENT?", "flu", route="list", shape="list")]
TRIALS_ON = [turn("papers on trials", "statins", "flu", route="list", shape="list")]
APART = [turn("How does CARDIO-PREVENT work?", "statins"), turn("What dose does zoltavir use?", "flu")]
BETWEEN = [turn("Which of CARDIO-PREVENT and zoltavir took longer?", "flu")]
PLAGUE = [turn("Which diseases raised wages in England?", "plague")]
STATINS = [turn("By how much did statins lower events in CARDIO-PREVENT?", "statins")]
ASPIRIN = [turn("How much does aspirin reduce adenomas in adults?", "aspirin")]
TRIALS = [turn("Which trials report side effects?", "statins", "flu", route="list")]
LAW = [turn("Which papers are about courts or contracts?", "contracts", "pleas", "bail", route="list")]
ON_WAGES = [turn("Which papers study wages?", "plague", route="list", shape="list")]
USING = [turn("Which papers use leases?", "contracts", route="list", shape="list")]
DEBTS = [*LAW, turn("What are the two problems that silver caused?", "silver")]
BOTH = [turn("Compare CARDIO-PREVENT and zoltavir", "statins", "flu", route="compare")]
SILVER = [turn("What causes of the Ming crisis are told apart?", "silver")]
CONTRACTS = [turn("What score do lawyers reach on JurisBench?", "contracts")]
BAIL = [turn("Which two hearings are compared in Bail at a Distance?", "bail")]
CONCEPT = [turn("What is plea bargaining?", "pleas")]
MOVED_ON = [turn("What does JurisBench measure?", "contracts"), turn("How did wages change?", "plague")]

ON_BAIL = [turn("What does Bail at a Distance do?", "bail")]
GATHERED = [turn("Which data does zoltavir use?", "flu")]
ASKED_OF = [turn("What do lawyers change at hearings?", "bail")]
IN_TURN = [turn("How does CARDIO-PREVENT work?", "statins"), turn("How does zoltavir work?", "flu")]
NARROWED = [
    *BOTH,
    turn("Does either of these papers mention statins?", "statins", route="collection", shape="list"),
]
CHOSEN = [*LAW, turn("Which of these papers covers leases?", "contracts", route="list", shape="list")]
RECORDED = [*LAW, turn("When was JurisBench published?", "contracts", route="collection", shape="list")]
CHOSEN_BY_NAME = [*LAW, turn("Which of these papers uses JurisBench?", "bail", route="list", shape="list")]
THREE = [*IN_TURN, turn("How large is JurisBench?", "contracts")]
TOLD_APART = [
    *LAW,
    turn("How does Bail at a Distance compare hearings?", "bail"),
]
DIGRESSED = [*LAW, turn("What does Bail at a Distance compare?", "bail")]
COUNTED = [turn("How many of them are about courts?", "pleas", "bail", route="list")]
LISTED = [turn("Which papers are about charge bargaining?", "pleas", "bail", route="list")]
EXPLAINED = [turn("Explain CARDIO-PREVENT in one sentence.", "statins")]
OF_STATINS = [turn("Do statins lower events?", "statins")]
WAGES = [turn("How did wages change in England?", "plague")]
FASTEST = [turn("What's the fastest remedy in CARDIO-PREVENT?", "statins")]

# What answered has "charge reductions", and "raised" is nothing that there is.
UNFINISHED = [turn("How large was charge bargaining in misdemeanor courts?", "pleas")]
ASKED_ABOUT = [turn("What about reading of leases?", "contracts")]
DONE = [turn("What was raised by landlords?", "plague")]

LISTED_ALONE = [
    turn("Which papers study wages?", "plague", route="list", shape="list"),
    turn("Where was it done?", "plague"),
]
SET_BESIDE = [
    Turn(
        "How does zoltavir compare to that?",
        turn("How does zoltavir compare to CARDIO-PREVENT?", "flu", "statins", route="compare").answer,
    )
]
NOT_FOUND = [
    Turn(
        "papers on fevers",
        Answer(
            "papers on fevers",
            "papers on fevers",
            "",
            trace=Trace(route="list"),
            abstention=Abstention("no_match", "", tuple(PAPERS[pid].title for pid in ("flu", "plague"))),
        ),
    )
]

# history, follow-up, the question as understood, the papers that it is about
CONVERSATIONS = [
    (STATINS, "what disease is that relevant for", "What disease is CARDIO-PREVENT relevant for?", "statins"),
    (STATINS, "What scale did they run it on?", "What scale did they run CARDIO-PREVENT on?", "statins"),
    (STATINS, "how did they explain it?", "How did CARDIO-PREVENT explain it?", "statins"),
    (STATINS, "do i need a doctor for it", "Does CARDIO-PREVENT need a doctor?", "statins"),
    (STATINS, "do I need the help of a doctor?", "Does CARDIO-PREVENT need the help of a doctor?", "statins"),
    (
        STATINS,
        "I don't get it. Simpler?",
        "By how much did statins lower events in CARDIO-PREVENT?",
        "statins",
    ),
    (GATHERED, "compare it with CARDIO-PREVENT", "Compare zoltavir with CARDIO-PREVENT", "flu statins"),
    (PLAGUE, "what does the black defendants paper find?", "What does Plea Bargains and Race find?", "pleas"),
    (CONTRACTS, "which studies does it cite?", "Which studies does JurisBench cite?", "contracts"),
    (CONTRACTS, "which studies cite it?", "Which studies cite JurisBench?", ""),
    (STATINS, "sorry, I meant JurisBench - how large is it?", "How large is JurisBench?", "contracts"),
    (STATINS, "And in England, what was done there?", "What was done in England?", "plague"),
    (
        STATINS,
        "how many years did the trials cost them?",
        "How many years did the trials cost CARDIO-PREVENT?",
        "statins",
    ),
    (LISTED_ALONE, "what raised them?", "What raised wages?", "plague"),
    (BOTH, "is JurisBench built on it?", "Is JurisBench built on CARDIO-PREVENT and zoltavir?", "contracts"),
    (SET_BESIDE, "was it tried on children?", "Was zoltavir tried on children?", "flu"),
    (
        SET_BESIDE,
        "were they tried on children?",
        "Were zoltavir and CARDIO-PREVENT tried on children?",
        "flu statins",
    ),
    (
        NOT_FOUND,
        "tell me more about the second one",
        'Tell me more about "Plague, Wages and Land in Fourteenth-Century England"',
        "plague",
    ),
    (
        [*TRIALS, turn("Which of these papers mentions placebo?", "flu")],
        "and what did the earlier paper say about events?",
        "What did CARDIO-PREVENT say about events?",
        "statins",
    ),
    (UNFINISHED, "how was it measured?", "How was Plea Bargains and Race measured?", "pleas"),
    (
        DONE,
        "how was it measured?",
        'How was "Plague, Wages and Land in Fourteenth-Century England" measured?',
        "plague",
    ),
    (STATINS, "any numbers?", "What are the results in numbers of CARDIO-PREVENT?", "statins"),
    (EXPLAINED, "over which baselines?", "Over which baselines does CARDIO-PREVENT improve?", "statins"),
    (EXPLAINED, "over which period?", "Over which period in CARDIO-PREVENT?", "statins"),
    (BETTER, "by how much?", "By how much does zoltavir improve on CARDIO-PREVENT?", "flu"),
    (APART, "compare the two", "Compare CARDIO-PREVENT and zoltavir", "statins flu"),
    (COINED, "which papers do it?", "Which papers do plea bargaining?", ""),
    (
        BETWEEN,
        "how many patients did they enrol?",
        "How many patients did the authors of zoltavir enrol?",
        "flu",
    ),
    (PLAGUE, "What lowered it?", "What lowered wages?", "plague"),
    (STATINS, "how many patients did it enrol?", "How many patients did CARDIO-PREVENT enrol?", "statins"),
    (STATINS, "what are its side effects?", "What are CARDIO-PREVENT's side effects?", "statins"),
    (
        STATINS,
        "How many patients did they enrol?",
        "How many patients did the authors of CARDIO-PREVENT enrol?",
        "statins",
    ),
    (STATINS, "What does this trial conclude?", "What does CARDIO-PREVENT conclude?", "statins"),
    (
        STATINS,
        "how many patients were enrolled?",
        "How many patients were enrolled in CARDIO-PREVENT?",
        "statins",
    ),
    (STATINS, "What about muscle pain?", "What about muscle pain in CARDIO-PREVENT?", "statins"),
    (STATINS, "and zoltavir?", "By how much did statins lower events in zoltavir?", "flu"),
    (STATINS, "zoltavir too?", "By how much did statins lower events in zoltavir?", "flu"),
    (
        STATINS,
        "Which paper is that from?",
        "By how much did statins lower events in CARDIO-PREVENT?",
        "statins",
    ),
    (FASTEST, "and the slowest?", "What's the slowest remedy in CARDIO-PREVENT?", "statins"),
    (FASTEST, "the least costly?", "What's the least costly remedy in CARDIO-PREVENT?", "statins"),
    (
        BOTH,
        "What's the main difference between those two trials?",
        "Compare CARDIO-PREVENT and zoltavir",
        "statins flu",
    ),
    (STATINS, "ok and zoltavir's?", "By how much did statins lower events in zoltavir?", "flu"),
    (
        STATINS,
        "ok, how many patients did it enrol?",
        "How many patients did CARDIO-PREVENT enrol?",
        "statins",
    ),
    (STATINS, "and who wrote it?", "Who wrote CARDIO-PREVENT?", "statins"),
    (STATINS, "why?", "Why did statins lower events in CARDIO-PREVENT?", "statins"),
    (STATINS, "and on the cost side?", "What about cost in CARDIO-PREVENT?", "statins"),
    (STATINS, "and drug use?", "What about drug use in CARDIO-PREVENT?", "statins"),
    (STATINS, "how much was spent there?", "How much was spent in CARDIO-PREVENT?", "statins"),
    (STATINS, "how many women were there?", "How many women were there in CARDIO-PREVENT?", "statins"),
    (STATINS, "and the numbers on women?", "What are the numbers on women of CARDIO-PREVENT?", "statins"),
    (
        STATINS,
        "any side effects on courts?",
        "Are there any side effects on courts in CARDIO-PREVENT?",
        "statins",
    ),
    (
        STATINS,
        "is that true for women too?",
        "Is it true for women in CARDIO-PREVENT?",
        "statins",
    ),
    (EXPLAINED, "up to what age?", "Up to what age in CARDIO-PREVENT?", "statins"),
    (EXPLAINED, "say that again", "Explain CARDIO-PREVENT", "statins"),
    (OF_STATINS, "which ones were tested?", "Which statins were tested?", "statins"),
    (
        [*OF_STATINS, turn("Which statins were tested?", "statins")],
        "at what doses?",
        "At what doses were the statins tested?",
        "",
    ),
    (
        [turn("What about cost in zoltavir?", "flu")],
        "I meant for plea bargains",
        "What about cost in Plea Bargains and Race?",
        "pleas",
    ),
    (CHOSEN, "and wills?", "Which of these papers covers wills?", "contracts pleas bail"),
    (BOTH, "which needs no needles?", "Which of these papers needs no needles?", "statins flu"),
    (
        BOTH,
        "compare their side effects",
        "Compare CARDIO-PREVENT and zoltavir on side effects",
        "statins flu",
    ),
    (BOTH, "how do their doses compare?", "Compare CARDIO-PREVENT and zoltavir on doses", "statins flu"),
    (CONCEPT, "who applied that to theft?", "Who applied plea bargaining to theft?", ""),
    ([turn("How do CTs reveal scars?", "flu")], "how fast?", "How fast do CTs reveal scars?", ""),
    ([turn("What are CTs?", "flu")], "how large?", "How large are CTs?", ""),
    (
        [turn("Which town was the exception to the rule?", "plague")],
        "what did it cost?",
        'What did "Plague, Wages and Land in Fourteenth-Century England" cost?',
        "plague",
    ),
    (
        [turn("What events does CARDIO-PREVENT count?", "statins")],
        "which fell?",
        "Which of the events fell in CARDIO-PREVENT?",
        "statins",
    ),
    (
        [turn("What events does CARDIO-PREVENT count?", "statins")],
        "which was the best one?",
        "Which of the events was the best one in CARDIO-PREVENT?",
        "statins",
    ),
    (STATINS, "do women have a higher one?", "Do women have a higher one in CARDIO-PREVENT?", "statins"),
    (BAIL, "what hearings are there?", "What hearings are there in Bail at a Distance?", "bail"),
    (
        STATINS,
        "does a weak man outlive a strong one with it?",
        "Does a weak man outlive a strong one with CARDIO-PREVENT?",
        "statins",
    ),
    (
        [turn("What does CARDIO-PREVENT do about lower risks?", "statins")],
        "why not just ignore them?",
        "Why not just ignore lower risks?",
        "statins",
    ),
    (STATINS, "bail hearings, who is heard there?", "Who is heard in bail hearings?", "bail"),
    (
        [turn("How do leases work?", "contracts")],
        "numbers?",
        "What are the results in numbers of JurisBench?",
        "contracts",
    ),
    (
        STATINS,
        "and is there a study that lowers wages too?",
        "Is there a study that lowers wages?",
        "",
    ),
    (
        [turn("How does zoltavir improve on CARDIO-PREVENT?", "flu")],
        "does it cost more?",
        "Does zoltavir cost more?",
        "flu",
    ),
    (STATINS, "works for diabetics?", "Does CARDIO-PREVENT work for diabetics?", "statins"),
    (STATINS, "applies to women?", "Does CARDIO-PREVENT apply to women?", "statins"),
    (STATINS, "tested against?", "What was CARDIO-PREVENT tested against?", "statins"),
    (STATINS, "over how long?", "Over how long did statins lower events in CARDIO-PREVENT?", "statins"),
    (STATINS, "how does that compare with zoltavir?", "Compare CARDIO-PREVENT with zoltavir", "statins flu"),
    (STATINS, "Is it better than zoltavir?", "Is CARDIO-PREVENT better than zoltavir?", "statins flu"),
    (STATINS, "tell me more", "Tell me more about CARDIO-PREVENT", "statins"),
    (ASPIRIN, "and in children?", "How much does aspirin reduce adenomas in children?", "aspirin"),
    (ASPIRIN, "what about children?", "How much does aspirin reduce adenomas in children?", "aspirin"),
    (
        ASPIRIN,
        "which dose?",
        "Which dose does aspirin use?",
        "aspirin",
    ),
    (ON_WAGES, "and coin?", "Which papers study coin?", ""),
    (ON_WAGES, "what about silver trade?", "Which papers study silver trade?", ""),
    (STATINS, "and for zoltavir?", "By how much did statins lower events in zoltavir?", "flu"),
    (
        [*STATINS, turn("What about code in CARDIO-PREVENT?", "statins")],
        "and for zoltavir?",
        "What about code in zoltavir?",
        "flu",
    ),
    (
        [turn("How many of the events did CARDIO-PREVENT prevent?", "statins")],
        "in which year?",
        "In which year did CARDIO-PREVENT prevent the events?",
        "statins",
    ),
    (USING, "and wills?", "Which papers use wills?", ""),
    (TRIALS, "which of these is newest?", "Which of CARDIO-PREVENT and zoltavir is newest?", "statins flu"),
    (
        BOTH,
        "does the second one shorten illness in children?",
        "Does zoltavir shorten illness in children?",
        "flu",
    ),
    (BOTH, "this last one, how many days was it?", "How many days was zoltavir?", "flu"),
    (
        [*STATINS, turn("How fast does zoltavir act?", "flu")],
        "same question for CARDIO-PREVENT",
        "How fast does CARDIO-PREVENT act?",
        "statins",
    ),
    (
        [*STATINS, turn("How fast does zoltavir act?", "flu")],
        "Back to statins. How many patients were enrolled?",
        "How many patients were enrolled in CARDIO-PREVENT?",
        "statins",
    ),
    (LAW, "and bail one - which rooms?", "Which rooms in Bail at a Distance?", "bail"),
    (TRIALS, "how old is the second one?", "How old is zoltavir?", "flu"),
    (TRIALS, "the influenza one", "Tell me about zoltavir", "flu"),
    (TRIALS, "What dose does [1] use?", "What dose does CARDIO-PREVENT use?", "statins"),
    (TRIALS, "do they report nausea?", "Do CARDIO-PREVENT and zoltavir report nausea?", "statins flu"),
    (TRIALS, "how do they compare?", "Compare CARDIO-PREVENT and zoltavir", "statins flu"),
    (LAW, "what does the last one find?", "What does Bail at a Distance find?", "bail"),
    (LAW, "the one about contracts?", "Tell me about JurisBench", "contracts"),
    (LAW, "and the one with a gap?", "Tell me about Plea Bargains and Race", "pleas"),
    (BOTH, "which is cheaper?", "Which of CARDIO-PREVENT and zoltavir is cheaper?", "statins flu"),
    (BOTH, "is the former randomised?", "Is CARDIO-PREVENT randomised?", "statins"),
    (BOTH, "and JurisBench?", "Compare CARDIO-PREVENT and JurisBench", "statins contracts"),
    (
        SILVER,
        "explain the first cause",
        'Explain debasement of coin in "Silver and the Ming Economy"',
        "silver",
    ),
    (SILVER, "and in Japan?", "What causes of the Ming crisis are told apart in Japan?", "silver"),
    (BAIL, "does the second one have a lawyer?", "Does video-2 have a lawyer in Bail at a Distance?", "bail"),
    (CONTRACTS, "who proposed it?", "Who proposed JurisBench?", "contracts"),
    (CONCEPT, "how does it work?", "How does plea bargaining work?", ""),
    (MOVED_ON, "back to JurisBench: what does it cover?", "What does JurisBench cover?", "contracts"),
    (
        MOVED_ON,
        "which of the two is older?",
        "Which of these papers is older?",
        "contracts plague",
    ),
    (
        MOVED_ON,
        "how do they differ?",
        'Compare JurisBench and "Plague, Wages and Land in Fourteenth-Century England"',
        "contracts plague",
    ),
    (BOTH, "Is either of them free?", "Is either of these papers free?", "statins flu"),
    (
        TRIALS,
        "how many of them are blinded?",
        "How many of these papers are blinded?",
        "statins flu",
    ),
    (STATINS, "no, I meant zoltavir", "By how much did statins lower events in zoltavir?", "flu"),
    (CONTRACTS, "I meant judges", "What about judges in JurisBench?", "contracts"),
    (STATINS, "is that safer than zoltavir?", "Is CARDIO-PREVENT safer than zoltavir?", "statins flu"),
    (STATINS, "what is it compared to?", "What is CARDIO-PREVENT compared to?", "statins"),
    (STATINS, "which side effects?", "Which side effects does CARDIO-PREVENT use?", "statins"),
    (STATINS, "up to what age?", "Up to what age did statins lower events in CARDIO-PREVENT?", "statins"),
    (COUNTED, "which ones?", "Which papers are about courts?", "pleas bail"),
    (COUNTED, "and how many mention wages?", "How many papers mention wages?", ""),
    (LISTED, "what is it?", "What is charge bargaining?", "pleas bail"),
    (WAGES, "why did they rise?", "Why did wages rise?", "plague"),
    (WAGES, "and rents?", "How did rents change in England?", ""),
    (STATINS, "why is that needed?", "Why is CARDIO-PREVENT needed?", "statins"),
    (STATINS, "which other prevention papers are there?", "Which other papers are about prevention?", ""),
    (STATINS, "anything else on prevention?", "Which other papers are on prevention?", ""),
    (
        STATINS,
        "what papers are similar?",
        "Which other papers are about statins for primary prevention in older adults?",
        "",
    ),
    (IN_TURN, "does either mention judges?", "Does either of these papers mention judges?", "statins flu"),
    (IN_TURN, "is one of them blinded?", "Is one of these papers blinded?", "statins flu"),
    (BOTH, "and neither paper covers nausea?", "And neither of these papers covers nausea?", "statins flu"),
    (NARROWED, "is either one randomised?", "Is either of these papers randomised?", "statins flu"),
    (NARROWED, "and the second one?", "Tell me about zoltavir", "flu"),
    (IN_TURN, "and the first one?", "How does CARDIO-PREVENT work?", "statins"),
    (IN_TURN, "what dose does the former use?", "What dose does CARDIO-PREVENT use?", "statins"),
    (IN_TURN, "the earlier one, is it blinded?", "Is CARDIO-PREVENT blinded?", "statins"),
    (IN_TURN, "is it safer than the first one?", "Is zoltavir safer than CARDIO-PREVENT?", "flu statins"),
    (IN_TURN, "and adults?", "What about adults in CARDIO-PREVENT?", "statins"),
    (IN_TURN, "and money?", "What about money in zoltavir?", "flu"),
    (
        STATINS,
        "does a follow-up apply this to children?",
        "Which other papers apply statins for primary prevention in older adults to children?",
        "",
    ),
    (
        CONTRACTS,
        "is there another paper on this?",
        "Which other papers are on measuring Reading of Contracts?",
        "",
    ),
    (
        ON_BAIL,
        "is video-1 faster than video-2?",
        "Is video-1 faster than video-2 in Bail at a Distance?",
        "bail",
    ),
    (
        [*LAW, *CONTRACTS],
        "is video-1 faster than video-2?",
        "Is video-1 faster than video-2 in Bail at a Distance?",
        "bail",
    ),
    (
        CONTRACTS,
        "and in the debasement study, what caused the crisis?",
        'And in "Silver and the Ming Economy", what caused the crisis?',
        "silver",
    ),
    (GATHERED, "how was it collected?", "How was the data of zoltavir collected?", "flu"),
    (ASKED_OF, "which one covers leases?", "Which of these papers covers leases?", "contracts bail"),
    (STATINS, "which drug, what amount?", "Which drug and what amount does CARDIO-PREVENT use?", "statins"),
    (STATINS, "which authors?", "Who wrote CARDIO-PREVENT?", "statins"),
    (CONCEPT, "and the authors?", "Who wrote Plea Bargains and Race?", "pleas"),
    (STATINS, "what about pain more generally?", "Which papers are about pain?", ""),
    (STATINS, "does it harm at all?", "Does CARDIO-PREVENT harm at all?", "statins"),
    (
        STATINS,
        "in which group was that?",
        "In which group did statins lower events in CARDIO-PREVENT?",
        "statins",
    ),
    (
        TOLD_APART,
        "what about the first one, what does it cover?",
        "What about JurisBench, what does it cover?",
        "contracts",
    ),
    (DIGRESSED, "the second?", "What does Plea Bargains and Race compare?", "pleas"),
    (CHOSEN, "and which is about race?", "And which of these papers is about race?", "contracts pleas bail"),
    (CHOSEN_BY_NAME, "what is it?", "What is Bail at a Distance?", "bail"),
    (
        THREE,
        "which of the three is smallest?",
        "Which of CARDIO-PREVENT, zoltavir and JurisBench is smallest?",
        "statins flu contracts",
    ),
    (STATINS, "can you say that again, shorter?", STATINS[0].question, "statins"),
    (STATINS, "in one sentence please", STATINS[0].question, "statins"),
    (STATINS, "how do you know?", STATINS[0].question, "statins"),
    (STATINS, "why do you think so?", STATINS[0].question, "statins"),
    (
        STATINS,
        "wrong one, I wanted zoltavir",
        "By how much did statins lower events in zoltavir?",
        "flu",
    ),
    (MOVED_ON, "going back to the benchmark, how large is it?", "How large is JurisBench?", "contracts"),
    (
        CHOSEN,
        "Who reads it as a sign of race?",
        "Which of these papers reads it as a sign of race?",
        "contracts pleas bail",
    ),
    (
        ON_WAGES,
        "how many towns does that one cover?",
        'How many towns does "Plague, Wages and Land in Fourteenth-Century England" cover?',
        "plague",
    ),
    (
        TRIALS_ON,
        "how many patients did that one enrol?",
        "How many patients did CARDIO-PREVENT enrol?",
        "statins",
    ),
    (
        TRIALS,
        "which should I read, the first or the second?",
        "Which should I read, CARDIO-PREVENT or zoltavir?",
        "statins flu",
    ),
    (TRIALS, "just the influenza one: which doses", "Which doses in zoltavir?", "flu"),
    (APART, "ok, the influenza one. What does it conclude?", "What does zoltavir conclude?", "flu"),
    (
        DEBTS,
        "more on the fix for the first",
        'More on the fix for debasement of coin in "Silver and the Ming Economy"?',
        "silver",
    ),
    (
        [turn("How did debasement start the crisis?", "silver")],
        "What case studies do they do?",
        'What case studies do "Silver and the Ming Economy" do?',
        "silver",
    ),
    (
        STATINS,
        "which is cheaper, that or zoltavir?",
        "Which is cheaper, CARDIO-PREVENT or zoltavir?",
        "statins flu",
    ),
    (
        STATINS,
        "What about side effects in courts?",
        "Are there side effects in courts in CARDIO-PREVENT?",
        "statins",
    ),
    (STATINS, "Any effect on bleeding?", "Is there any effect on bleeding in CARDIO-PREVENT?", "statins"),
    (STATINS, "how many died?", "How many died in CARDIO-PREVENT?", "statins"),
    (STATINS, "what do older adults do there", "What do older adults do in CARDIO-PREVENT?", "statins"),
    (LAW, "the ones about race only", "Which of these papers are about race?", "contracts pleas bail"),
    (RECORDED, "and the third one?", "When was Bail at a Distance published?", "bail"),
    (
        DIGRESSED,
        "and the one with the charge reductions?",
        "What does Plea Bargains and Race compare?",
        "pleas",
    ),
    (
        [turn("CARDIO-PREVENT then - which two remedies", "statins")],
        "which one won?",
        "Which of the two remedies won in CARDIO-PREVENT?",
        "statins",
    ),
    ([turn("What is video-1?", "bail")], "and lawyers?", "What are lawyers in Bail at a Distance?", "bail"),
    (
        [turn("What is JurisBench?", "contracts")],
        "on which cases?",
        "On which cases in JurisBench?",
        "contracts",
    ),
    (
        [*SILVER, turn("Who ended debasement of coin?", "silver")],
        "and the second?",
        "Who ended the closure of Manila?",
        "silver",
    ),
    (
        STATINS,
        "which scale was that on?",
        "On which scale did statins lower events in CARDIO-PREVENT?",
        "statins",
    ),
    (
        STATINS,
        "Are you sure? Sounds too good",
        "By how much did statins lower events in CARDIO-PREVENT?",
        "statins",
    ),
    (
        STATINS,
        "What's the point of the primary prevention, why do doctors trust it so much?",
        "In CARDIO-PREVENT, what's the point of the primary prevention, why do doctors trust it so much?",
        "statins",
    ),
    (STATINS, "any results on children?", "Are there any results on children in CARDIO-PREVENT?", "statins"),
    (BAIL, "the lawyer one, how long was it?", "How long was Bail at a Distance?", "bail"),
    (BAIL, "how long was the lawyer one?", "How long was the lawyer one in Bail at a Distance?", "bail"),
    (BAIL, "and the lawyer one?", "What about the lawyer one in Bail at a Distance?", "bail"),
    (
        [turn("What does aspirin do to adenomas in adults?", "aspirin")],
        "and to mood?",
        "What does aspirin do to mood in adults?",
        "aspirin",
    ),
    (
        LAW,
        "back to the first paper - how many clerks read low-cost leases?",
        "How many clerks read low-cost leases in JurisBench?",
        "contracts",
    ),
    (
        [turn("How long is illness?", "flu"), *STATINS],
        "what did it use as the antiviral one?",
        "What did CARDIO-PREVENT use as the antiviral one?",
        "statins",
    ),
    (
        STATINS,
        "shorter please, just the harm to adults",
        "What is the harm to adults in CARDIO-PREVENT?",
        "statins",
    ),
    (STATINS, "what about zoltavir, same idea?", "Compare CARDIO-PREVENT with zoltavir", "statins flu"),
    (TRIALS_ON, "which pills worked there?", "Which pills worked in CARDIO-PREVENT?", "statins"),
    (LAW, "what did the one about contracts find?", "What did JurisBench find?", "contracts"),
    (LAW, "when was the one on contracts published?", "When was JurisBench published?", "contracts"),
]


@pytest.mark.parametrize(("history", "asked", "expected", "papers"), CONVERSATIONS)
def test_a_follow_up_is_made_to_stand_alone(
    history: list[Turn], asked: str, expected: str, papers: str
) -> None:
    """A person's follow-up becomes a question that reads like a person's and needs no context."""
    result = understand(asked, history, NAMES)
    assert (expected, True) == (result.standalone, result.rewritten)
    assert tuple(papers.split()) == result.paper_ids


@pytest.mark.parametrize(
    "asked",
    [
        "What is the gap for Black defendants in misdemeanor courts?",
        "Does zoltavir shorten illness, and by how many days does it do so?",
        "Which papers use registries?",
        "How do landlords behave when they lose tenants?",
        "Is it true that silver caused the crisis?",
        "How many papers are in this collection?",
        "If a court moves hearings online, does the new room change how judges see them?",
        "models that read contracts",
        "less pain in general?",
        "the one where landlords set a statute, which years?",
        "thanks!",
        "What can you do?",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(asked: str) -> None:
    """What names its own topic, or explains its own pronouns, is a new topic."""
    assert Understood(asked, False) == understand(asked, STATINS, NAMES)


def test_what_another_paper_does_instead_is_asked_of_that_alone() -> None:
    """ "It" is what the one at hand did."""
    assert not understand("how does zoltavir go about it instead?", STATINS, NAMES).rewritten


@pytest.mark.parametrize(
    "asked",
    [
        "Do landlords respond to the raised wages with statutes?",
        "somebody found a flaw of that zoltavir thing?",
    ],
)
def test_what_another_paper_has_is_not_asked_of_the_one_at_hand(asked: str) -> None:
    """What is said in full of another paper's matter, or names it, is none of the one just spoken of."""
    understood = understand(asked, ASPIRIN, NAMES, lambda _: 1.0)
    assert (asked, False) == (understood.standalone, understood.rewritten)


def test_the_year_of_a_paper_that_tells_none() -> None:
    """ "What year was that?" asks for what is recorded, where the abstract has no year."""
    paper = Paper("bees", "Bees in winter", "We counted bees in cold barns.", year=2016)
    names = NameIndex([*PAPERS.values(), paper])
    history = [quoting_turn({"bees": paper}, "How many bees were counted in barns?", "bees")]
    assert (
        "When was Bees in winter published?" == understand("what year was that?", history, names).standalone
    )


def test_a_thing_put_together_with_another() -> None:
    """What one substance does with another is told by the paper that has both in the title."""
    papers = {
        paper.id: paper
        for paper in (
            Paper("alone", "The long term harm of tolmetin to the growth of eels", "Tolmetin slows eels."),
            Paper("both", "Joint harm of tolmetin and norvane to the ponds of the north", "Both harm ponds."),
        )
    }
    names = NameIndex([*PAPERS.values(), *papers.values()])
    history = [quoting_turn(papers, "tolmetin long term growth of eels", "alone")]
    assert ("both",) == understand("and when it is combined with norvane?", history, names).paper_ids


def test_a_name_behind_what_about_is_asked_of_likewise() -> None:
    """ "What about Y?" is nothing by itself, however sure the model is that it leans on nothing."""
    understood = understand("what about zoltavir?", STATINS, NAMES, lambda _: 0.0)
    assert "By how much did statins lower events in zoltavir?" == understood.standalone


def test_another_topic_of_a_list_is_of_the_whole_collection() -> None:
    """The same list of another thing is none of what each paper listed says of it."""
    history = [turn("Which papers study wages?", "plague", "silver", route="list", shape="list")]
    understood = understand("ok, and barley?", history, NAMES)
    assert "Which papers study barley?" == understood.standalone
    assert ((), ()) == (understood.paper_ids, understood.nearby)


def test_that_one_is_the_one_just_named() -> None:
    """In "what about Y, is that one ...?" it is Y that is meant, not what the turn before was about."""
    result = understand("what about zoltavir, is that one an oral drug?", STATINS, NAMES)
    assert ("flu",) == result.paper_ids
    assert "CARDIO-PREVENT" not in result.standalone


@pytest.mark.parametrize(
    ("asked", "chance", "expected"),
    [("what did the trial cost", 0.95, True), ("what did the trial cost", 0.5, False), ("the role of wages?", 0.02, False)],
)  # fmt: skip
def test_what_no_form_gives_away_is_left_to_the_model(asked: str, chance: float, expected: bool) -> None:
    """From a high chance on, a question is taken to lean on the paper before; at a low one no sign counts."""
    result = understand(asked, ASPIRIN if expected else SILVER, NAMES, lambda _: chance)
    assert expected == result.rewritten


def test_a_phrase_under_a_preposition_never_stands_alone() -> None:
    """ "For X?" asks the last question of X, however much X alone looks like a search."""
    result = understand("for lions?", ASPIRIN, NAMES, lambda _: 0.02)
    assert "How much does aspirin reduce adenomas in adults for lions?" == result.standalone


def test_a_question_that_names_nothing_can_be_asked_of_the_last_paper() -> None:
    """How it would read then is kept beside it, for the reader to decide."""
    nearby = understand("do people like the taste?", STATINS, NAMES, lambda _: 0.3).nearby[0]
    assert (("statins",), True) == (nearby.paper_ids, "CARDIO-PREVENT" in nearby.standalone)


@pytest.mark.parametrize(
    "asked", ["do you also have the tithe paper?", "is the glebe paper in your collection?"]
)
def test_whether_a_paper_is_held_is_not_asked_of_another(asked: str) -> None:
    """A paper that is asked for is none of those spoken of."""
    assert not understand(asked, STATINS, NAMES, lambda _: 0.9).rewritten


@pytest.mark.parametrize(
    ("history", "asked", "expected"),
    [
        (STATINS, "something else: how long did it take the courts?", "how long did it take the courts?"),
        (STATINS, "ok, next topic, do wages rise after plague", "do wages rise after plague"),
        (
            STATINS,
            "there was a trial that gave placebo, how large was it?",
            "there was a trial that gave placebo, how large was it?",
        ),
        (STATINS, "and zoltavir, side effects?", "Side effects in zoltavir?"),
        (STATINS, "on how many patients?", "On how many patients in CARDIO-PREVENT?"),
    ],
)
def test_a_topic_that_is_left_and_a_thing_that_is_added(
    history: list[Turn], asked: str, expected: str
) -> None:
    """What follows a change of topic stands alone; what is asked of another name, or of how many, does not repeat the last question."""
    assert expected == understand(asked, history, NAMES).standalone


def test_a_guess_leaves_the_other_papers() -> None:
    """Which of several is meant may be mistaken: the others are asked where it does not answer, unless nothing is asked."""
    meant = understand("the first one: were patients blinded to placebo?", TRIALS, NAMES)
    assert ("statins",) == meant.paper_ids
    assert meant.otherwise is not None
    assert ("flu",) == meant.otherwise.paper_ids
    assert understand("does it blind patients to placebo?", STATINS, NAMES).otherwise is None
    assert understand("code of the first one?", TRIALS, NAMES).otherwise is None


def test_the_name_told_is_that_one() -> None:
    """After "what model do they use?" it is the model, not the paper, that others may use."""
    told = Answer("", "What trial design did CARDIO-PREVENT use?", "It has the XO-2 design. [1]")
    asked = understand("which other papers use that one?", [Turn(told.standalone, told)], NAMES)
    assert "XO-2" in asked.standalone


def test_a_name_that_one_other_paper_has_may_mean_that_paper() -> None:
    """What "they" did with it is asked of it, where the paper at hand does not say; "it" is not."""
    lungs = Paper("lungs", "Breath and Coal", "In forty miners coal dust lowered FEV1 within ten days.")
    names = NameIndex([*PAPERS.values(), lungs])
    other = understand("how many days did they need for FEV1?", STATINS, names).otherwise
    assert other is not None
    assert ("lungs",) == other.paper_ids
    assert understand("how many days does it need for FEV1?", STATINS, names).otherwise is None


def test_what_another_paper_did_moves_the_focus() -> None:
    """The paper that was found is spoken of next, not the one that was asked about."""
    history = [*STATINS, turn("Has anyone repeated CARDIO-PREVENT?", "flu")]
    assert ("flu",) == understand("what do they propose?", history, NAMES).paper_ids


@pytest.mark.parametrize("asked", ["how does it work?", "why?", "and in women?", "", "the second one"])
def test_without_history_nothing_is_rewritten(asked: str) -> None:
    """The first question of a conversation is taken as it is."""
    assert Understood(asked, False) == understand(asked, [], NAMES)


def test_who_else_leaves_out_what_was_cited() -> None:
    """ "Any others?" repeats the list question and leaves out the papers already listed."""
    result = understand("any others?", TRIALS, NAMES)
    assert "Which other trials report side effects?" == result.standalone
    assert ("statins", "flu") == result.exclude
    assert () == result.paper_ids


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Who else writes about silver?", "Which other papers write about silver?"),
        ("who else carries coin?", "Which other papers carry coin?"),
        ("did anyone apply the same idea to copper?", "Which other papers apply trade through Manila to copper?"),
        ("Does any other paper use its own ledgers?", "Which other papers use ledgers?"),
        ("Is there a third paper that studies coin?", "Is there a third paper that studies coin?"),
    ],
)  # fmt: skip
def test_others_leave_out_the_paper_at_hand(asked: str, expected: str) -> None:
    """ "Who else writes about silver?" is asked of all the others."""
    result = understand(asked, SILVER, NAMES)
    assert (expected, ("silver",)) == (result.standalone, result.exclude)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("what beats JurisBench?", "Which other papers beat JurisBench?"),
     ("what is better than it?", "Which other papers outperform JurisBench?"),
     ("who fixed that?", "Which other papers improve on JurisBench?"),
     ("did anybody fix that?", "Which other papers improve on JurisBench?"),
     ("other leases papers?", "Which other papers are about leases?"),
     ("is there a follow up for leases", "Which other papers are about measuring Reading of Contracts for leases?"),
     ("and who pushed that reading-of-leases idea further?", "Which other papers improve on JurisBench?"),
     ("who took it even further?", "Which other papers improve on JurisBench?"),
     ("what else is there for lawyers?", "Which other papers are for lawyers?"),
     ("no, I want the one that uses a ledger", "Which other paper uses a ledger?"),
     ("not this one, I meant the study that uses a ledger", "Which other paper uses a ledger?"),
     ("what about the one using ledgers instead?", "Which other paper uses ledgers?"),
     ("and lowering wages instead?", "Which other papers are about lowering wages?"),
     ("ok and which paper weighs these approaches?", "Which paper weighs the approaches in JurisBench?"),
     ("and which paper gives an overview of these methods?", "Which paper gives an overview?"),
     ("and who has since improved on it?", "Which other papers improve on JurisBench?"),
     ("back to JurisBench, are there other papers on it?", "Which other papers are about measuring Reading of Contracts?")],
)  # fmt: skip
def test_what_goes_beyond_a_paper_is_not_asked_of_it(asked: str, expected: str) -> None:
    """What beats or mends it, and what else is on its topic, are other papers."""
    result = understand(asked, CONTRACTS, NAMES)
    assert (expected, (), ("contracts",)) == (result.standalone, result.paper_ids, result.exclude)


def test_other_papers_are_other_than_those_just_spoken_of() -> None:
    """Also where the topic is said; what else the paper at hand says is not asked of others."""
    assert ("contracts",) == understand("Other papers on courts?", CONTRACTS, NAMES).exclude
    assert ("contracts",) == understand("what else is there on leases?", CONTRACTS, NAMES).exclude
    assert ("contracts",) == understand("Do other papers build on leases?", CONTRACTS, NAMES).exclude
    assert () == understand("what else is in there?", CONTRACTS, NAMES).exclude
    assert ("contracts",) == understand(
        "Is there another paper that scores lawyers?", CONTRACTS, NAMES
    ).exclude


def test_papers_on_both_topics() -> None:
    """After two lists, "both" may be what they were about."""
    lists = [
        turn("papers on wages", "plague", route="list", shape="list"),
        turn("Which papers are about silver?", "silver", route="list", shape="list"),
    ]
    for asked in ("any on both?", "and is there any paper about both"):
        result = understand(asked, lists, NAMES)
        assert ("Which papers are about wages and silver?", ()) == (result.standalone, result.paper_ids)
    assert ("plague", "silver") != understand("any on both?", lists[:1], NAMES).paper_ids


def test_what_was_refused_of_one_thing_is_asked_of_another() -> None:
    """The name that no paper has gives way to the next."""
    asked = "Does lovastol harm bees?"
    silent = Abstention("not_in_collection", "No paper mentions it.", missing=("lovastol",))
    refused = Turn(asked, Answer(asked, asked, silent.message, abstention=silent))
    assert "Does ibupar harm bees?" == understand("and ibupar?", [refused], NAMES).standalone


def test_something_similar_is_on_the_same_topic() -> None:
    """Papers like the one at hand, under the condition that is put."""
    result = understand("is there something similar for influenza?", STATINS, NAMES)
    assert "Which other papers are about statins for influenza in older adults?" == result.standalone
    assert ("statins",) == result.exclude


def test_what_the_paper_at_hand_speaks_of_is_asked_of_it_first() -> None:
    """ "Is X needed?" where another paper is about X, but the one at hand speaks of it too."""
    papers = {
        "newts": Paper("newts", "Newts in ponds", "Newts grew fast. They grew without oxygen."),
        "lakes": Paper("lakes", "Oxygen in lakes", "Oxygen fell."),
    }
    history = [quoting_turn(papers, "How fast did newts grow?", "newts")]
    result = understand("Is oxygen needed?", history, NameIndex(papers.values()), lambda _: 0.0)
    assert (True, ("newts",)) == (result.subjectless, result.nearby[0].paper_ids)


def test_what_a_list_is_about_may_be_it() -> None:
    """Of a paper without a name "it" may be what all of a short list are about: another is tried where that one is silent."""
    shown = turn("Which papers are about money?", "plague", "silver", "aspirin", route="list", shape="list")
    about_one = turn('What does "Plague, Wages and Land in Fourteenth-Century England" do?', "plague")
    result = understand("what does it cost landlords?", [shown, about_one], NAMES)
    assert ("plague",) == result.paper_ids
    assert result.otherwise is not None
    assert ("silver", "aspirin") == result.otherwise.paper_ids
    about_flu = turn("What does zoltavir do?", "flu")
    assert understand("what does it cost hospitals?", [*TRIALS, about_flu], NAMES).otherwise is None


def test_a_correction_to_what_the_paper_at_hand_speaks_of_stays_with_it() -> None:
    """ "I meant in wages": another paper has that in its title, but the one at hand speaks of it too."""
    papers = {
        "guilds": Paper("guilds", "The Guilds Register", "Guilds set prices in Ghent and wages in Bruges."),
        "wages": Paper("wages", "Wages in Antwerp", "Pay fell."),
    }
    history = [quoting_turn(papers, "How did guilds set prices in Ghent?", "guilds")]
    assert ("guilds",) == understand("no I meant in wages", history, NameIndex(papers.values())).paper_ids


def test_what_is_put_first_is_what_they_are() -> None:
    """ "What about X, do they ...?" asks of X, and not of who wrote the paper at hand."""
    result = understand("what about smokers in towns, do they benefit?", STATINS, NAMES)
    assert ("Do smokers in towns benefit in CARDIO-PREVENT?", ("statins",)) == (
        result.standalone,
        result.paper_ids,
    )


def test_the_one_by_somebody_has_no_name_of_it() -> None:
    """What "the one by Holt" calls a paper is nothing to call it in the next question."""
    papers = {"inns": Paper("inns", "Inns along the old salt road in Tyrol", "One inn in three failed.")}
    history = [quoting_turn(papers, "Which inns does the one by Holt cover?", "inns")]
    said = understand("does it mention mules?", history, NameIndex(papers.values()))
    assert ('Does "Inns along the old salt road in Tyrol" mention mules?', ("inns",)) == (
        said.standalone,
        said.paper_ids,
    )


def test_the_one_with_a_thing_is_no_part_of_the_paper_at_hand() -> None:
    """Told by what it has, a paper that is none of those spoken of is looked for in the whole collection."""
    result = understand("and the one with a placebo arm?", CONTRACTS, NAMES)
    assert ("and the one with a placebo arm?", False) == (result.standalone, result.rewritten)


def test_a_prefix_makes_no_name() -> None:
    """A proper noun behind a prefix, as other papers write it small, is not what a paper is called."""
    papers = [
        Paper(
            "a", "Trade in Trans-Norse Harbours", "We describe harbours. Ships came from trans-Norse towns."
        ),
        Paper("b", "Ships of trans-Norse merchants", "Merchants bought ships."),
    ]
    assert "Trade in Trans-Norse Harbours" == NameIndex(papers).short_name("a")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("points vlm size", ("points",)),
        ("what does the points vision filter drop?", ("points",)),
        ("by how many points was it better?", ()),
        ("which data points vision systems to faults?", ()),
        ("what was found in wells drinking?", ()),
    ],
)
def test_a_name_that_is_a_word_too(text: str, named: tuple[str, ...]) -> None:
    """Typed small, it is meant where a word of its title, or their initials, stand behind it."""
    papers = [
        Paper("points", "POINTS: a Vision-language Model of Wells", "POINTS reads wells."),
        Paper("wells", "Wells: Drinking in Saxony", "Drinking from wells was worse by 3 points."),
    ]
    assert named == NameIndex(papers).mentioned(text)


def test_a_question_to_everyone_is_not_confined_to_one_paper() -> None:
    """ "Does anyone use it?" is about the paper but asked of the whole collection."""
    result = understand("does anyone report beating it?", CONTRACTS, NAMES)
    assert ("Does anyone report beating JurisBench?", ()) == (result.standalone, result.paper_ids)


def test_the_other_one_of_several() -> None:
    """The paper spoken of before this one, else the first shown that is another."""
    about_pleas = turn("How large is the gap in Plea Bargains and Race?", "pleas")
    result = understand("does the other one use data?", [*LAW, about_pleas], NAMES)
    assert ("contracts",) == result.paper_ids
    about_contracts = turn("What does JurisBench cover?", "contracts")
    result = understand("does the other one use data?", [*LAW, about_pleas, about_contracts], NAMES)
    assert ("pleas",) == result.paper_ids
    refused = Abstention("not_stated", "The abstract does not say it.", (PAPERS["flu"].title,))
    first = Turn("Which rate?", Answer("Which rate?", "Which rate?", "", abstention=refused))
    result = understand("does the other one use data?", [first, *CONTRACTS], NAMES)
    assert ("flu",) != result.paper_ids  # what was but near is none that was spoken of


def test_the_paper_that_was_said_not_to_tell_is_meant() -> None:
    """Where nothing was spoken of before; what else an abstention names is no part of an answer."""
    title = PAPERS["flu"].title
    silent = Abstention(
        "not_stated", f"The abstract of {title} does not say it: (1) a thing and (2) another.", (title,)
    )
    asked = Turn("Which dose?", Answer("Which dose?", "Which dose?", silent.message, abstention=silent))
    assert () == understand("and the cost?", [asked], NAMES).paper_ids  # nobody took it up
    assert ("flu",) == understand("cant children take that?", [asked], NAMES, lambda _: 0.9).paper_ids
    assert "What is zoltavir's cost?" == understand("what about its cost?", [asked], NAMES).standalone
    assert ("aspirin",) == understand("what about its cost?", [*ASPIRIN, asked], NAMES).paper_ids
    assert "another" not in understand("what about the second one?", [asked], NAMES).standalone


def test_after_an_abstention_the_earlier_paper_is_still_meant() -> None:
    """A question that found no answer does not take the paper at hand away."""
    none = Answer("Who won?", "Who won?", "", abstention=Abstention("off_topic", ""))
    result = understand("and what does it cover?", [*CONTRACTS, Turn("Who won?", none)], NAMES)
    assert "What does JurisBench cover?" == result.standalone


def test_a_list_with_no_paper_in_it() -> None:
    """Its intent is inherited by another topic; "these" are the papers of the collection."""
    asked = "Anything here on tariffs?"
    silent = Abstention("no_match", "No paper qualifies.")
    none = [Turn(asked, Answer(asked, asked, "", abstention=silent, trace=Trace(route="list")))]
    assert (
        "Anything here on plea bargains?"
        == understand("ok what about plea bargains then", none, NAMES).standalone
    )
    assert (
        "Which papers are about leases?"
        == understand("which of these are about leases?", none, NAMES).standalone
    )


def test_a_correction_is_asked_of_the_paper_that_it_describes() -> None:
    """Of two papers that have the word, the one with it in its title."""
    dolls = Paper("dolls", "Return of the Wooden Doll", "Wooden dolls cost two marks at fairs.")
    trains = Paper(
        "trains", "Zugspiel: Toy Trains", "We present Zugspiel. Zugspiel sold, as a doll did, at fairs."
    )
    names = NameIndex(
        [*PAPERS.values(), dolls, trains, Paper("houses", "Doll Houses of the Rich", "They had lamps.")]
    )
    said = partial(quoting_turn, {"dolls": dolls, "trains": trains})
    toys = [said("Which papers are about toys?", "trains", "dolls", route="list", shape="list")]
    found = understand(
        "no, in the doll paper", [*toys, said("What is the price of Zugspiel?", "trains")], names
    )
    assert ("What is the price of Return of the Wooden Doll?", ("dolls",)) == (
        found.standalone.replace('"', ""),
        found.paper_ids,
    )


def test_another_substance_and_another_case() -> None:
    """What other papers are about is asked of these, and so is what is asked next; so is a case of which the one at hand has no word."""
    mice = Paper(
        "mice", "Tolmetin and the hearing of mice", "Tolmetin hurts the hearing of mice by way of hair cells."
    )
    frogs = Paper(
        "frogs", "Loss of hearing in frogs", "Tolmetin in ponds cost frogs their hearing by cold hair cells."
    )
    ibupar = Paper("ibupar", "Ibupar and the growth of larvae", "Ibupar slows growth at 3 mg in larvae.")
    papers = {paper.id: paper for paper in (mice, frogs, ibupar)}
    names = NameIndex([*PAPERS.values(), *papers.values()])
    said = partial(quoting_turn, papers)
    told = [said("How does tolmetin hurt hearing?", "mice")]
    assert ("frogs",) == understand("and in frogs?", told, names).paper_ids
    cells = understand("and in cold hair cells?", told, names)
    assert (("mice",), [("frogs",)]) == (cells.paper_ids, [meant.paper_ids for meant in cells.nearby])
    other = understand("what about ibupar?", told, names)
    assert ("How does ibupar hurt hearing?", ("ibupar",)) == (other.standalone, other.paper_ids)
    silent = Abstention("not_stated", "The abstract does not say it.", (ibupar.title,))
    declined = Answer("", other.standalone, silent.message, abstention=silent)
    history = [*told, Turn("what about ibupar?", declined)]
    assert ("ibupar",) == understand("When was that published?", history, names).paper_ids


def test_plain_text_answers_serve_as_history() -> None:
    """A conversation kept elsewhere has text for answers; names are found in it."""
    result = understand("how large is it?", [Turn("What is JurisBench?", "A set of contracts.")], NAMES)
    assert ("How large is JurisBench?", ("contracts",)) == (result.standalone, result.paper_ids)


def test_citation_numbers_that_nobody_gave_are_left_alone() -> None:
    """ "[9]" stays as it is when no paper has that number."""
    assert not understand("What does [9] say?", STATINS, NAMES).rewritten


def test_the_note_says_what_was_resolved() -> None:
    """The reader sees what a pronoun was taken for."""
    assert '"it" is JurisBench' == understand("how large is it?", CONTRACTS, NAMES).note


def test_a_very_long_question_is_taken_as_it_is() -> None:
    """A pasted text does not hold up the conversation."""
    asked = "is that " * 5000 + "?"
    assert Understood(asked, False) == understand(asked, STATINS, NAMES)


@pytest.mark.parametrize(
    ("paper_id", "name"),
    [
        ("statins", "CARDIO-PREVENT"),
        ("flu", "zoltavir"),
        ("contracts", "JurisBench"),
        ("silver", "Silver and the Ming Economy"),
        ("bail", "Bail at a Distance"),
    ],
)
def test_a_paper_is_called_by_its_name_or_its_title(paper_id: str, name: str) -> None:
    """A coined or introduced name wins; else the title, up to a colon."""
    assert name == NAMES.short_name(paper_id)


def test_what_a_paper_studies_is_found_but_no_name_of_it() -> None:
    """A coined word of the title that the authors do not introduce."""
    cells = Paper(
        "cells", "Loss of MafB in macrophages", "Cells without MafB renew themselves. MafB slows them."
    )
    names = NameIndex([cells])
    assert "Loss of MafB in macrophages" == names.given_name("cells")
    assert ("cells",) == names.mentioned("What does MafB do?")


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("is cardio prevent better than Zoltavir?", ("statins", "flu")),
        ("Summarise Plague, wages and land in fourteenth century England", ("plague",)),
        ("JURISBENCH and CardioPrevent", ("contracts", "statins")),
        ("statins in older adults", ()),
    ],
)
def test_names_are_found_in_any_spelling(text: str, papers: tuple[str, ...]) -> None:
    """Case, hyphens and spaces do not hide a name; an ordinary word is none."""
    assert papers == NAMES.mentioned(text)


@pytest.mark.parametrize(
    ("text", "papers"),
    [("what does the plea bargains paper find?", ("pleas",)), ("the race study: how large is the gap?", ("pleas",)),
     ("the paper on bail", ()), ("the race study on courts", ()), ("the original paper", ()), ("the hearings paper", ())],
)  # fmt: skip
def test_a_paper_called_by_words_of_its_title(text: str, papers: tuple[str, ...]) -> None:
    """ "the X paper" names the one paper whose title has X; what is told further, or has no such words, names none."""
    assert papers == NAMES.mentioned(text)


def test_a_name_that_is_an_ordinary_word_counts_only_in_capitals() -> None:
    """ "POINTS" is a paper, "points" are points."""
    papers = [
        Paper("p", "POINTS: A scale for pain", "We present POINTS, a scale."),
        Paper("q", "Pain after surgery", "Pain fell by two points."),
    ]
    names = NameIndex(papers)
    assert ("p",) == names.mentioned("How reliable is POINTS?")
    assert () == names.mentioned("By how many points did pain fall?")
