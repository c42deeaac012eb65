# The edge in an image: docs/operations/edge.md says how to build and run it.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN mvn -q -B -ntp -pl app -am -Dmaven.test.skip=true -Dstart-up-cache.skip=true package
# Only the modules of the JDK that the program and its libraries use.
RUN jlink --output /opt/java --strip-debug --no-header-files --no-man-pages --generate-cds-archive \
      --add-modules java.base,java.logging,java.management,java.naming,java.sql,jdk.management,jdk.unsupported

FROM debian:stable-slim
LABEL org.opencontainers.image.title="fivetwenty" \
      org.opencontainers.image.description="The edge that says why" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 65520 --home-dir /var/lib/fivetwenty --create-home --shell /usr/sbin/nologin fivetwenty
COPY --from=build /opt/java /opt/java
COPY --from=build /src/app/target/dist/lib /opt/fivetwenty/lib
COPY dist/container.yaml /etc/fivetwenty/edge.yaml
ENV FIVETWENTY_DATA=/var/lib/fivetwenty
VOLUME /var/lib/fivetwenty
USER 65520:65520
EXPOSE 8520
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=20s --retries=3 \
  CMD ["/opt/java/bin/java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx32m", "-Xlog:disable", "-jar", "/opt/fivetwenty/lib/fivetwenty.jar", "healthcheck", "--live"]
ENTRYPOINT ["/opt/java/bin/java", "-XX:+UseSerialGC", "-Xms128m", "-Xmn48m", "-XX:+ExitOnOutOfMemoryError", "-XX:InlineSmallCode=1200", "-XX:TrimNativeHeapInterval=30000", "-Dio.netty.leakDetection.level=disabled", "-XX:MaxRAMPercentage=75", "-XX:-UsePerfData", "-Xlog:disable", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "/opt/fivetwenty/lib/fivetwenty.jar"]
CMD ["edge", "--config", "/etc/fivetwenty/edge.yaml"]
