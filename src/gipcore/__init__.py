"""gipcore: reads, checks and writes the 政府信息公开工作年度报告 of Chinese administrative bodies."""

from gipcore.hookspecs import hookimpl

__all__ = ["hookimpl"]
