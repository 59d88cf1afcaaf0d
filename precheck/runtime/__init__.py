"""Infrastructure of the pipeline: model files, nets, threads, worker processes."""
