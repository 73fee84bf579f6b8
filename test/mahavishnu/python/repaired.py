"""repaired.py PORT: what `mahavishnu mcp start` does, with one line put right.

From 0.35.1 to 0.36.0 the record of a worker names a type that is imported for type checkers only, so
that every launch_worker fails with "`DurableWorkerRecord` is not fully defined". Here the record is
told of the type; nothing else is different.
"""

import asyncio
import datetime
import sys

from mahavishnu.core.app import MahavishnuApp
from mahavishnu.mcp.server_core import FastMCPServer
from mahavishnu.workers.contract.record import DurableWorkerRecord
from mahavishnu.workers.contract.state import WorkerLifecycleState

DurableWorkerRecord.model_rebuild(
    _types_namespace={"WorkerLifecycleState": WorkerLifecycleState, "dt": datetime}
)


async def main() -> None:
    server = FastMCPServer(MahavishnuApp())
    try:
        await server.start(host="127.0.0.1", port=int(sys.argv[1]))
    finally:
        await server.stop()


asyncio.run(main())
