"""Reports: takes routes; gives a document with figure, summary, table, sources and doubts."""

from evacmap.render.report.write import REPORTS, write_report

__all__ = ["REPORTS", "write_report"]
