"""The DuckDB warehouse: tables, marts, and their atomic build. The only room that writes DDL."""

from pipeline.warehouse.build import ALL, build
from pipeline.warehouse.records import SourceFile, WaveData
from pipeline.warehouse.store import WarehouseError, connect

__all__ = ["ALL", "SourceFile", "WarehouseError", "WaveData", "build", "connect"]
