FROM debian:trixie-slim AS build
# hadolint ignore=DL3008 # Debian stable pins its own versions; security updates are wanted
RUN apt-get update \
 && apt-get install -y --no-install-recommends binutils python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
# requirements-servers.txt: the same, with the drivers of PostgreSQL, RabbitMQ and Redis
ARG REQUIREMENTS=requirements.txt
COPY requirements.txt requirements-servers.txt pyproject.toml README.md ./
COPY setup/no_video.sh setup/stop.sh setup/tree.sh setup/
COPY precheck precheck
COPY api api
COPY models models
RUN setup/tree.sh /opt/precheck ${REQUIREMENTS}

FROM debian:trixie-slim
# Of tesseract the language alone: the packages of the lock hold the program as a library. Of Python
# neither its tests, nor what runs tests, nor what is for an interactive session.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 tesseract-ocr-ind tzdata \
 && rm -rf /var/cache/apt/* /var/lib/apt/lists/* /usr/lib/python3*/test /usr/lib/python3*/pydoc_data \
    /usr/lib/python3*/unittest /usr/lib/python3*/doctest.py /usr/lib/python3*/_pyrepl /usr/lib/python3*/turtle.py \
    /usr/lib/python3*/lib-dynload/_test* \
 && useradd --system --uid 10001 --no-create-home precheck \
 && install -d -o 10001 -m 700 /data
COPY --from=build /opt/precheck /opt/precheck
# Run it with --read-only --tmpfs /tmp (compose.yaml does): only the database, sealed, is written.
VOLUME /data
ENV PATH=/opt/precheck/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    TMPDIR=/dev/shm \
    PRECHECK_API_DATA=/data \
    PRECHECK_API_TIMEZONE=Asia/Jakarta \
    PRECHECK_API_HOST=0.0.0.0
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
ENTRYPOINT ["precheck-api"]
CMD ["serve"]
