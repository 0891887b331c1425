"""Customer service over WhatsApp: channels, customers, conversations, the agent and its workflows, the inbox.

Promises: what arrives is kept before it is acknowledged, and answered at most once; a conversation has one turn at a
time; the bot is silent while a person holds it; what customers write and who they are is kept encrypted.
"""
