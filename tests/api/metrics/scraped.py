"""Metrics as Prometheus reads them."""

from prometheus_client.parser import text_string_to_metric_families


def scraped(text):
    """Return the values by name and labels, written as in the text format without quotes."""
    return {
        _key(sample): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if not sample.name.endswith("_created")  # only a process that shares nothing has them
    }


def _key(sample):
    labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
    return f"{sample.name}{{{labels}}}" if labels else sample.name


def counted_photos(shown, source):
    """Return how many photos of a source are counted."""
    names = [name for name in shown if name.startswith("precheck_photos_total{")]
    return sum(shown[name] for name in names if f"source={source}," in name)


def risen(before, after):
    """Return by how much each value rose."""
    rise = {name: after[name] - before.get(name, 0) for name in after}
    return {name: value for name, value in rise.items() if value}
