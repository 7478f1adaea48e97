"""What is offered at a set time and to whom: topics, their sessions, places, reserves and interest lists."""
