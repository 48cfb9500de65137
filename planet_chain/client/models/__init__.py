"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from planet_chain.client.models.airdrops import *
from planet_chain.client.models.communities import *
from planet_chain.client.models.content import *
from planet_chain.client.models.contests import *
from planet_chain.client.models.gates import *
from planet_chain.client.models.intake import *
from planet_chain.client.models.operations import *
from planet_chain.client.models.paid_transactions import *
from planet_chain.client.models.people import *
from planet_chain.client.models.relays import *
from planet_chain.client.models.rewards import *
from planet_chain.client.models.session import *
from planet_chain.client.models.shared import *
from planet_chain.client.models.transactions import *
