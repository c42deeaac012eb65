package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.edge.client.ClientFacts;
import dev.fivetwenty.edge.client.ClientTimer;
import dev.fivetwenty.edge.client.ConnectionGauge;
import dev.fivetwenty.edge.client.ListenerFacts;
import dev.fivetwenty.edge.client.RequestFeed;
import dev.fivetwenty.edge.client.Resets;
import dev.fivetwenty.edge.client.TlsFarewell;
import dev.fivetwenty.edge.client.Uptake;
import dev.fivetwenty.edge.head.RequestEdit;
import dev.fivetwenty.edge.tls.RecordGate;
import dev.fivetwenty.origin.Deadlines;
import dev.fivetwenty.origin.socket.SparedCalls;
import dev.fivetwenty.recorder.ConnectionState;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.RequestReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.time.Duration;

/// A client's connection: reads its requests, one after another, and has an [Exchange] made of each.
///
/// ```text
/// READING ──────────────────────────────→ CLOSED
///    │  response over, request not whole    ↑
///    ├───────────────→ LINGERING ───────────┤
///    └─ upgraded ────→ TUNNEL ──────────────┘
/// ```
///
/// One exchange at a time: what comes behind a request that is not answered yet is held, and nothing
/// more is read. Confined to the event loop. Longer than most files, because every way to go from one
/// state to the next is here.
final class ClientConnection extends ChannelInboundHandlerAdapter {

  /// A client that is still sending when everything is said has this long to notice.
  private static final Duration LINGER = Duration.ofSeconds(30);

  private enum Phase {
    READING,
    LINGERING,
    TUNNEL,
    CLOSED
  }

  private final EdgeLoop loop;
  private final ListenerFacts listener;
  private final ClientFacts facts;
  private final Deadlines<ClientTimer> deadlines;
  private ChannelHandlerContext ctx;
  private Settings settings;
  private RequestFeed requests;
  /// Null without TLS.
  private RecordGate gate;
  private ConnectionGauge gauge;
  private Uptake uptake;
  private Exchange exchange;
  private Phase phase = Phase.READING;
  private boolean requestComplete;
  private boolean processing;
  private boolean inputClosed;
  private boolean heldBack;
  private int exchanges;
  private int place;

  ClientConnection(EdgeLoop loop, ListenerFacts listener, ClientFacts facts) {
    this.loop = loop;
    this.listener = listener;
    this.facts = facts;
    deadlines = new Deadlines<>(loop.events(), ClientTimer.class, this::expired);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    settings = loop.settings();
    requests = new RequestFeed(loop.readers(), loop.largeHeads(), this::handle, this::noRoom);
    gate = facts.isTls() ? context.pipeline().get(RecordGate.class) : null;
    uptake = new Uptake(context.channel());
    loop.opened(this);
    loop.lane().meters().clientAccepted();
    gauge = new ConnectionGauge(loop.lane().meters());
    deadlines.start(ClientTimer.HEAD, settings.timeouts().head());
  }

  // Reading.

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    switch (phase) {
      case READING -> {
        requests.add(bytes);
        process();
      }
      case TUNNEL -> exchange.tunnelled(bytes);
      case LINGERING, CLOSED -> bytes.release();
    }
  }

  private void process() {
    if (processing) return;
    processing = true;
    try {
      while (phase == Phase.READING && isReading() && requests.step()) {
        // Everything is in the condition.
      }
    } finally {
      processing = false;
    }
    if (phase == Phase.READING && isCutShort()) gone();
    if (phase == Phase.READING) ctx.channel().config().setAutoRead(requests.isEmpty() && !heldBack);
    // What was held is not always read because the socket was.
    if (exchange != null) exchange.requestDrained();
    else if (gate != null && phase == Phase.READING && requests.isEmpty()) gate.open();
  }

  /// Returns whether a request will never be whole: its client has closed its half.
  private boolean isCutShort() {
    boolean allRead = inputClosed && requests.isEmpty() && !heldBack;
    return allRead && (exchange == null ? !requests.isIdle() : !requestComplete);
  }

  /// A client that does not take its responses has no more of its requests answered.
  private boolean isReading() {
    return exchange == null ? isWritable() : !requestComplete && !heldBack;
  }

  private void handle(RequestReader.Event event, ByteBuf bytes, int from, int length) {
    switch (event) {
      case NEED_MORE -> awaitMore();
      case HEAD -> begin();
      case CONTENT -> content(bytes.retainedSlice(from, length));
      case COMPLETE -> complete();
      case REJECTED -> refuse();
    }
  }

  private void awaitMore() {
    if (exchange != null || requests.isIdle()) return;
    requests.waits(loop.nanos());
    if (deadlines.isRunning(ClientTimer.HEAD)) return;
    deadlines.stop(ClientTimer.IDLE);
    deadlines.start(ClientTimer.HEAD, settings.timeouts().head());
  }

  private void begin() {
    deadlines.stop(ClientTimer.HEAD);
    deadlines.stop(ClientTimer.IDLE);
    requestComplete = false;
    settings = loop.settings();
    boolean whole = requests.head().framing() == Framing.NONE;
    if (!whole && !RequestEdit.expectsContinue(requests.head())) awaitContent();
    open(whole);
    if (whole) becomeWhole();
    exchange.start();
  }

  private void open(boolean whole) {
    exchanges++;
    gauge.become(ConnectionState.ACTIVE);
    exchange = new Exchange(loop, this, settings, requests.head(), whole);
  }

  private void awaitContent() {
    deadlines.start(ClientTimer.BODY, settings.timeouts().body());
  }

  private void content(ByteBuf bytes) {
    awaitContent();
    exchange.requestContent(bytes);
    if (exchange != null && requests.isAtEnd()) complete();
  }

  /// What the client sends behind its request is held back until that is answered.
  private void becomeWhole() {
    requestComplete = true;
    if (gate != null) gate.shut();
  }

  private void complete() {
    becomeWhole();
    deadlines.stop(ClientTimer.BODY);
    if (exchange != null) exchange.requestEnded(requests.trailers());
  }

  /// Answers bytes that are no request, and closes: nobody knows where the next one would start.
  private void refuse() {
    deadlines.stop(ClientTimer.HEAD);
    deadlines.stop(ClientTimer.BODY);
    if (exchange == null) open(false);
    exchange.requestRefused(requests.rejection());
  }

  // What an exchange asks for.

  /// Reads no more content until [#readOn]: the origin is slower than the client.
  void holdBack() {
    heldBack = true;
    deadlines.stop(ClientTimer.BODY);
  }

  /// The client is told to go on with the content that it held back until now.
  void wanted() {
    if (!requestComplete && !heldBack) awaitContent();
  }

  void readOn() {
    if (!heldBack) return;
    heldBack = false;
    if (phase == Phase.TUNNEL) {
      ctx.channel().config().setAutoRead(true);
      return;
    }
    if (!requestComplete) awaitContent();
    process();
  }

  void write(ByteBuf bytes) {
    ctx.write(bytes, ctx.voidPromise());
  }

  void flush() {
    ctx.flush();
  }

  boolean isWritable() {
    return ctx.channel().isWritable();
  }

  ChannelHandlerContext context() {
    return ctx;
  }

  /// True if the connection may be used for another exchange, as far as the client is concerned.
  boolean mayBeKept() {
    if (facts.plainOnTls()) return false;
    boolean mayGoOn = !inputClosed || !requests.isEmpty();
    return !loop.isDraining() && mayGoOn && requests.head().keepAlive();
  }

  /// Ends the exchange; its response is whole and written.
  ///
  /// @param keep the client was told that the connection stays open
  void exchangeEnded(boolean keep) {
    flush();
    leaveExchange();
    if (phase == Phase.CLOSED) return;
    if (!requestComplete) {
      linger();
      return;
    }
    requests.next();
    if (!keep || loop.isDraining()) finish();
    else next();
  }

  /// Does nothing the second time: a flush that fails ends the connection in the middle of an end.
  private void leaveExchange() {
    if (exchange == null) return;
    exchange = null;
    heldBack = false;
    gauge.become(ConnectionState.IDLE);
  }

  private void next() {
    deadlines.start(ClientTimer.IDLE, settings.timeouts().idle());
    if (inputClosed && requests.isEmpty()) finish();
    else process();
  }

  /// Closes once everything is sent.
  private void finish() {
    if (phase == Phase.CLOSED) return;
    if (requests.isEmpty() && (gate == null || !gate.isHolding())) leave(this::close);
    else linger();
  }

  private void close() {
    if (facts.isTls()) ctx.close();
    else SparedCalls.close(ctx.channel());
  }

  /// Says that nothing more will be sent, and waits for the client to notice: a close while it still
  /// sends would be a reset, which can destroy the response before it is read.
  private void linger() {
    leave(this::shutdownOutput);
  }

  /// Reads no more requests, and takes the last step once everything is sent.
  private void leave(Runnable last) {
    phase = Phase.LINGERING;
    requests.release();
    deadlines.stopAll();
    ctx.channel().config().setAutoRead(true);
    if (isAllSent()) {
      last.run();
      return;
    }
    ChannelFuture written = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
    if (!written.isDone()) awaitReader();
    written.addListener(_ -> last.run());
    if (gate != null) gate.open();
  }

  /// Returns whether the system has taken everything; where TLS is between, that is not known.
  private boolean isAllSent() {
    ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
    return !facts.isTls() && waiting != null && waiting.totalPendingWriteBytes() == 0;
  }

  private void shutdownOutput() {
    if (phase == Phase.CLOSED) return;
    deadlines.stop(ClientTimer.WRITE);
    deadlines.start(ClientTimer.LINGER, LINGER);
    if (inputClosed || !(ctx.channel() instanceof DuplexChannel duplex)) ctx.close();
    else if (facts.isTls()) TlsFarewell.say(ctx.pipeline(), duplex);
    else duplex.shutdownOutput();
  }

  /// Ends a response visibly before it is whole.
  ///
  /// @param reset nobody may take what came for all, as they might after a close
  void abort(boolean reset) {
    flush();
    leaveExchange();
    phase = Phase.LINGERING;
    Resets.closeVisibly(ctx, reset);
  }

  /// Both sides speak another protocol from here on.
  void tunnel() {
    phase = Phase.TUNNEL;
    gauge.become(ConnectionState.TUNNEL);
    deadlines.stopAll();
    requests.drain(exchange::tunnelled);
    if (gate != null) gate.open();
    ctx.channel().config().setAutoRead(true);
  }

  /// Ends a tunnel: what was written still goes out.
  void tunnelEnded() {
    flush();
    leaveExchange();
    finish();
  }

  /// Once the client has said its last, the origin has the word for as long as it goes on talking.
  void tunnelGoesOn() {
    if (inputClosed) deadlines.start(ClientTimer.LINGER, settings.timeouts().write());
  }

  /// Takes no more of a tunnel from the client for now.
  void holdTunnel() {
    heldBack = true;
    ctx.channel().config().setAutoRead(false);
  }

  // What the client and the time do.

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    boolean writable = isWritable();
    // Of the last response everything is waited for, not only until more could be written.
    if (!writable) awaitReader();
    else if (phase != Phase.LINGERING) deadlines.stop(ClientTimer.WRITE);
    if (exchange != null) exchange.clientWritable(writable);
    else if (writable) process();
  }

  private void awaitReader() {
    uptake.note();
    deadlines.start(ClientTimer.WRITE, settings.timeouts().write());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    boolean isEnd =
        event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent;
    if (!isEnd) return;
    inputClosed = true;
    switch (phase) {
      case TUNNEL -> {
        exchange.clientEndsTunnel();
        tunnelGoesOn();
      }
      case READING -> {
        boolean waits = !requests.isEmpty() || exchange != null && requestComplete;
        if (!waits) gone();
      }
      case LINGERING -> {
        // What is left of the last response is still sent.
        if (deadlines.isRunning(ClientTimer.LINGER)) gone();
      }
      case CLOSED -> {}
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
    // What is wrong with a client's TLS is found while its records are decoded.
    Throwable first = thrown instanceof DecoderException ? thrown.getCause() : thrown;
    if (exchange != null && !(first instanceof IOException)) exchange.defect(thrown);
    else gone();
  }

  private void gone() {
    if (phase == Phase.CLOSED) return;
    Exchange left = exchange;
    if (left != null) {
      left.clientGone();
      leaveExchange();
    }
    phase = Phase.CLOSED;
    gauge.close();
    requests.release();
    deadlines.close();
    loop.closed(this);
    if (left != null) Resets.closeVisibly(ctx, true);
    else if (ctx.channel().isOpen()) ctx.close();
  }

  private void expired(ClientTimer timer, Duration limit) {
    switch (timer) {
      case HEAD -> {
        if (requests.isIdle()) gone();
        else timedOut();
      }
      case BODY -> exchange.clientStalled();
      case WRITE -> {
        if (uptake.hasGrown()) awaitReader();
        else stalled();
      }
      case IDLE, LINGER -> gone();
    }
  }

  /// The client has taken nothing for too long, and bytes for it are left.
  private void stalled() {
    if (exchange == null && ctx.channel().isActive()) Resets.onClose(ctx.channel());
    gone();
  }

  private void timedOut() {
    open(false);
    exchange.clientStalled();
  }

  private void noRoom() {
    if (phase != Phase.READING) return;
    if (exchange == null) open(false);
    exchange.headTakesTooMuch();
  }

  /// Lets an exchange end, and closes if there is none.
  void drain() {
    if (phase == Phase.READING && exchange == null && requests.isIdle()) finish();
  }

  /// Returns whether an exchange runs.
  boolean isBusy() {
    return exchange != null;
  }

  /// Closes at once.
  void cut() {
    gone();
  }

  void takePlace(int among) {
    place = among;
  }

  /// Returns where among the connections of its loop it stands.
  int place() {
    return place;
  }

  ListenerFacts listener() {
    return listener;
  }

  ClientFacts facts() {
    return facts;
  }

  RequestFeed requests() {
    return requests;
  }

  /// Returns which exchange of the connection this is, from 1.
  int exchanges() {
    return exchanges;
  }
}
