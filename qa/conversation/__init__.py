"""Follow-up questions: what the conversation makes of them, without a language model."""

from qa.conversation.asked import Understood
from qa.conversation.names import NameIndex
from qa.conversation.understand import told_of, understand

__all__ = ["NameIndex", "Understood", "told_of", "understand"]
