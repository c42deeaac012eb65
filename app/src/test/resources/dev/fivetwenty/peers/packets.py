"""Sends the first packet of TCP connections through rules in the kernel, and says what became of each.

Runs in a folder with a folder for each set of rules: load.sh loads and dumps them, senders has an address a line.
Each set has a network namespace of its own. The only device in it, eth0, is a tun whose other end is here: the kernel
has dealt with a packet, answer included, when the write of it returns, so no answer is known at once to be none.

Prints a line for each set: its name and a character for each port and sender. 1 let in, r reset, i refused by
ICMP, 0 no answer.
"""
import ctypes, fcntl, ipaddress, os, select, socket, struct, subprocess, sys, time

PORTS = (80, 443)
SOURCE_PORT = 40000
HOST = {4: ipaddress.ip_address('192.0.2.1'), 6: ipaddress.ip_address('2001:db9::1')}
NEIGHBOURS = [ipaddress.ip_address(address) for address in ('192.0.2.2', '2001:db9::2')]
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 1, 0x1000
CLONE_NEWNET = 0x40000000
# No queue of the listeners may be full, and no refusal is left out for its rate.
SETTINGS = {'core/somaxconn': 65535, 'ipv4/tcp_max_syn_backlog': 65535, 'ipv4/tcp_syncookies': 0, 'ipv4/icmp_ratelimit': 0,
            'ipv6/icmp/ratelimit': 0}
LINKS = f'''ip -batch - <<END
link set lo up
link set eth0 up
addr add {HOST[4]}/32 dev eth0
addr add {HOST[6]}/128 dev eth0 nodad
route add 0.0.0.0/0 dev eth0
route add ::/0 dev eth0
END'''


def sh(script, folder='.'):
    return subprocess.run(['sh', '-ec', script], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def namespace():
    """Enters a new one, in which nothing is left of the last, and returns the far end of its device and the servers."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET):
        sys.exit(os.strerror(ctypes.get_errno()))
    tun = os.open('/dev/net/tun', os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack('16sH', b'eth0', IFF_TUN | IFF_NO_PI))
    for key, value in SETTINGS.items():
        with open('/proc/sys/net/' + key, 'w') as setting:
            setting.write(str(value))
    done = sh(LINKS)
    if done.returncode:
        sys.exit(done.stdout)
    servers = [socket.create_server((str(host), port), family=family, backlog=65535)
               for host, family in ((HOST[4], socket.AF_INET), (HOST[6], socket.AF_INET6)) for port in PORTS]
    wait(tun)
    return tun, servers


def wait(tun):
    """The kernel takes a device into use when it gets round to it. Until then no answer means nothing."""
    answered = set()
    deadline = time.monotonic() + 120
    source_port = SOURCE_PORT
    while len(answered) < len(NEIGHBOURS):
        if time.monotonic() > deadline:
            sys.exit('without rules the host does not answer')
        source_port += 1
        for sender in NEIGHBOURS:
            os.write(tun, syn(sender, PORTS[0], source_port))
        select.select([tun], [], [], 0.02)
        answered.update(receiver for (receiver, _), answer in answers(tun) if answer == '1')


def checksum(data):
    total = sum(struct.unpack(f'!{len(data) // 2}H', data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def syn(sender, port, source_port=SOURCE_PORT):
    host = HOST[sender.version]
    ends = sender.packed + host.packed
    tcp = struct.pack('!HHIIBBHHH', source_port, port, 1, 0, 0x50, 2, 64240, 0, 0)
    sum_ = checksum(ends + struct.pack('!HH', 6, len(tcp)) + tcp)
    tcp = tcp[:16] + struct.pack('!H', sum_) + tcp[18:]
    if sender.version == 6:
        return struct.pack('!IHBB', 6 << 28, len(tcp), 6, 64) + ends + tcp
    head = struct.pack('!BBHHHBBH', 0x45, 0, 20 + len(tcp), 0, 0, 64, 6, 0) + ends
    return head[:10] + struct.pack('!H', checksum(head)) + head[12:] + tcp


def tcp_of(packet):
    """Returns sender, protocol and what follows the head."""
    if packet[0] >> 4 == 6:
        return packet[24:40], packet[6], packet[40:]
    return packet[16:20], packet[9], packet[(packet[0] & 15) * 4:]


def answers(tun):
    """Reads all packets there are: who gets one, for which port, and what it says."""
    while True:
        try:
            packet = os.read(tun, 65536)
        except BlockingIOError:
            return
        receiver, protocol, rest = tcp_of(packet)
        if protocol == 6:
            yield (receiver, struct.unpack('!H', rest[:2])[0]), 'r' if rest[13] & 4 else '1'
        elif (protocol, rest[0]) in ((1, 3), (58, 1)):
            _, _, refused = tcp_of(rest[8:])
            yield (receiver, struct.unpack('!H', refused[2:4])[0]), 'i'


def ask(tun, senders):
    met = {}
    for port in PORTS:
        for sender in senders:
            os.write(tun, syn(sender, port))
            met.update(answers(tun))
    return ''.join(met.get((sender.packed, port), '0') for port in PORTS for sender in senders)


for name in sorted(os.listdir(), key=int):
    tun, servers = namespace()
    loaded = sh('. ./load.sh', name)
    if loaded.returncode:
        print(name, 'refused', ' '.join(loaded.stdout.split()))
    else:
        with open(name + '/senders') as lines:
            print(name, ask(tun, [ipaddress.ip_address(line) for line in lines.read().split()]))
    for server in servers:
        server.close()
    os.close(tun)
