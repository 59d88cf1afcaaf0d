"""From measurements and features to the verdict: `p_accept`, reasons, next step."""
