"""What is done to topics, venues and sessions."""

from courses.sessions.actions.deciding import go_ahead, raise_decision
from courses.sessions.actions.interests import follow_topic, tell_followers, unfollow_topic
from courses.sessions.actions.letters import write_date, write_decision
from courses.sessions.actions.moving import cancel_series, cancel_session, move_series, move_session
from courses.sessions.actions.opening import open_session
from courses.sessions.actions.parts import (
    add_material,
    add_trainer,
    change_places,
    end_keeping,
    keep_places,
    remove_material,
    remove_trainer,
)
from courses.sessions.actions.planning import change_booking, plan_sessions
from courses.sessions.actions.topics import change_topic, make_topic, publish_topic, retire_topic
from courses.sessions.actions.venues import add_venue, change_venue

__all__ = [
    "add_material",
    "add_trainer",
    "add_venue",
    "cancel_series",
    "cancel_session",
    "change_booking",
    "change_places",
    "change_topic",
    "change_venue",
    "end_keeping",
    "follow_topic",
    "go_ahead",
    "keep_places",
    "make_topic",
    "move_series",
    "move_session",
    "open_session",
    "plan_sessions",
    "publish_topic",
    "raise_decision",
    "remove_material",
    "remove_trainer",
    "retire_topic",
    "tell_followers",
    "unfollow_topic",
    "write_date",
    "write_decision",
]
