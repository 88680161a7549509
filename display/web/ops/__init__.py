"""Operations: probes for a supervisor and figures for Prometheus."""
