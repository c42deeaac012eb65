package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.edge.client.ClientFacts;
import dev.fivetwenty.edge.client.ClientTimer;
import dev.fivetwenty.edge.client.ConnectionGauge;
import dev.fivetwenty.edge.client.Farewell;
import dev.fivetwenty.edge.client.Intake;
import dev.fivetwenty.edge.client.ListenerFacts;
import dev.fivetwenty.edge.client.Patience;
import dev.fivetwenty.edge.client.RequestFeed;
import dev.fivetwenty.edge.client.Resets;
import dev.fivetwenty.edge.head.RequestEdit;
import dev.fivetwenty.edge.tls.RecordGate;
import dev.fivetwenty.recorder.ConnectionState;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.RequestReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;

/// A client's connection: reads its requests, one after another, and has an [Exchange] made of each.
///
/// ```text
/// READING ──────────────────────────────→ CLOSED
///    │  response over, request not whole    ↑
///    ├───────────────→ LINGERING ───────────┤
///    └─ upgraded ────→ TUNNEL ──────────────┘
/// ```
///
/// What of the requests is read is up to [Intake], how long it waits to [Patience], and how it ends to [Farewell].
/// Confined to the event loop.
final class ClientConnection extends ChannelInboundHandlerAdapter {

  private enum Phase {
    READING,
    LINGERING,
    TUNNEL,
    CLOSED
  }

  private final EdgeLoop loop;
  private final ListenerFacts listener;
  private final ClientFacts facts;
  private ChannelHandlerContext ctx;
  private Settings settings;
  private RequestFeed requests;
  private Intake intake;
  private Patience patience;
  private Farewell farewell;
  private ConnectionGauge gauge;
  private Exchange exchange;
  /// Null but in a tunnel.
  private Tunnel tunnel;
  private Phase phase = Phase.READING;
  private int exchanges;
  private int place;

  ClientConnection(EdgeLoop loop, ListenerFacts listener, ClientFacts facts) {
    this.loop = loop;
    this.listener = listener;
    this.facts = facts;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    Channel channel = context.channel();
    settings = loop.settings();
    requests = new RequestFeed(loop.readers(), loop.largeHeads(), this::handle, this::noRoom);
    RecordGate gate = facts.isTls() ? context.pipeline().get(RecordGate.class) : null;
    intake = new Intake(channel, requests, gate, this::drained, this::gone);
    patience = new Patience(loop.events(), channel, settings.timeouts(), this::expired);
    farewell = new Farewell(context, facts.isTls(), intake, patience);
    loop.opened(this);
    loop.lane().meters().clientAccepted();
    gauge = new ConnectionGauge(loop.lane().meters());
    patience.awaitHead();
  }

  // Reading.

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    switch (phase) {
      case READING -> intake.add(bytes);
      case TUNNEL -> tunnel.fromClient(bytes);
      case LINGERING, CLOSED -> bytes.release();
    }
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
    patience.awaitHead();
  }

  private void begin() {
    settings = loop.settings();
    patience.headRead(settings.timeouts());
    boolean whole = requests.head().framing() == Framing.NONE;
    if (!whole && !RequestEdit.expectsContinue(requests.head())) patience.awaitContent();
    open(whole);
    if (whole) intake.becomeWhole();
    exchange.start();
  }

  private void open(boolean whole) {
    exchanges++;
    gauge.become(ConnectionState.ACTIVE);
    exchange = new Exchange(loop, this, settings, requests.head(), whole);
    intake.answers();
  }

  private void content(ByteBuf bytes) {
    patience.awaitContent();
    exchange.requestContent(bytes);
    if (exchange != null && requests.isAtEnd()) complete();
  }

  private void complete() {
    intake.becomeWhole();
    patience.contentRests();
    if (exchange != null) exchange.requestEnded(requests.trailers());
  }

  /// Answers bytes that are no request, and closes: nobody knows where the next one would start.
  private void refuse() {
    patience.refused();
    if (exchange == null) open(false);
    exchange.requestRefused(requests.rejection());
  }

  private void noRoom() {
    if (phase != Phase.READING) return;
    if (exchange == null) open(false);
    exchange.headTakesTooMuch();
  }

  private void drained() {
    exchange.requestDrained();
  }

  // What an exchange asks for.

  /// Reads no more content until [#readOn]: the origin is slower than the client.
  void holdBack() {
    intake.holdBack();
    patience.contentRests();
  }

  /// The client is told to go on with the content that it held back until now.
  void wanted() {
    if (!intake.isWhole() && !intake.isHeldBack()) patience.awaitContent();
  }

  void readOn() {
    if (!intake.isHeldBack()) return;
    if (phase == Phase.READING && !intake.isWhole()) patience.awaitContent();
    intake.goOn();
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
    return !loop.isDraining() && !intake.hasEnded() && requests.head().keepAlive();
  }

  /// Ends the exchange; its response is whole and written.
  ///
  /// @param keep the client was told that the connection stays open
  void exchangeEnded(boolean keep) {
    flush();
    leaveExchange();
    if (phase == Phase.CLOSED) return;
    if (!intake.isWhole()) {
      phase = Phase.LINGERING;
      farewell.linger();
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
    intake.answered();
    gauge.become(ConnectionState.IDLE);
  }

  private void next() {
    patience.awaitRequest();
    if (intake.hasEnded()) finish();
    else intake.read();
  }

  private void finish() {
    if (phase == Phase.CLOSED) return;
    phase = Phase.LINGERING;
    farewell.close();
  }

  /// Sends what was written, and ends a response visibly before it is whole. The exchange is over and in the log: where
  /// the client has left meanwhile, sending finds that out and ends the connection.
  ///
  /// @param reset nobody may take what came for all, as they might after a close
  void abort(boolean reset) {
    flush();
    leaveExchange();
    if (phase == Phase.CLOSED) return;
    phase = Phase.LINGERING;
    farewell.abort(reset);
  }

  /// Both sides speak another protocol from here on.
  void become(Tunnel another) {
    phase = Phase.TUNNEL;
    tunnel = another;
    gauge.become(ConnectionState.TUNNEL);
    patience.rest();
    boolean hadEnded = intake.isEnded();
    intake.becomeTunnel(another::fromClient);
    // An end that came before the tunnel has told nobody yet; behind TLS it was held back, and told just now.
    if (hadEnded && phase == Phase.TUNNEL) another.clientEnds();
  }

  /// Ends a tunnel: what was written still goes out.
  void tunnelEnded() {
    flush();
    leaveExchange();
    finish();
  }

  /// Once the client has said its last, the origin has the word for as long as it goes on talking.
  void tunnelGoesOn() {
    if (intake.isEnded()) patience.awaitLastWord();
  }

  /// Takes no more of a tunnel from the client for now.
  void holdTunnel() {
    intake.holdBack();
  }

  // What the client and the time do.

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    boolean writable = isWritable();
    // Of the last response everything is waited for, not only until more could be written.
    if (!writable) patience.awaitReader();
    else if (phase != Phase.LINGERING) patience.readerRests();
    if (exchange != null) exchange.clientWritable(writable);
    else if (writable) intake.read();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    boolean isEnd =
        event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent;
    if (!isEnd) return;
    intake.end();
    switch (phase) {
      case TUNNEL -> tunnel.clientEnds();
      case READING -> {
        if (!intake.isOwed()) gone();
      }
      case LINGERING -> {
        // What is left of the last response is still sent.
        if (patience.isAwaitingEnd()) gone();
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
    loop.closed(this);
    farewell.cut(left != null);
  }

  private void expired(ClientTimer timer) {
    switch (timer) {
      case HEAD -> {
        if (requests.isIdle()) gone();
        else timedOut();
      }
      case BODY -> exchange.clientStalled();
      case WRITE -> stalled();
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
