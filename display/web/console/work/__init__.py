"""The pages that staff work with: now, pad, announce, history."""
