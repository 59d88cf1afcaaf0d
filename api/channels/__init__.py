"""Chat channels: transport between WhatsApp and precheck.

`cloud` and `waha` turn deliveries into `Incoming` messages, which the inbox stores once each.
`work` fetches their media, asks the dialogue, and sends the replies of the outbox. The dialogue
decides what citizens are told.
"""
