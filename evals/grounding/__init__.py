"""Two checkers of grounding that share no code with each other, nor with the product's own check.

Scores of faithfulness swing with the checker that gives them, so a figure that only one of
them supports is not believed. :mod:`.spans` compares characters, numbers and names;
:mod:`.entailment` weighs embedding similarity and lexical overlap with fitted weights.
``python -m evals.grounding.accuracy FOLDER`` measures both on labelled sentences.
"""
