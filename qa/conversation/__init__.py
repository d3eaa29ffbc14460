"""Follow-up questions: what the conversation makes of them, without a language model."""

from qa.conversation.asked import Understood
from qa.conversation.names import NameIndex
from qa.conversation.understand import understand

__all__ = ["NameIndex", "Understood", "understand"]
