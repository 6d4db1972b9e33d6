"""Which IP addresses may be connected to; pure.

The rule: an address is public when `ipaddress` calls it global and it is neither multicast nor in `_NEVER`. If it is
IPv6, it must also lie in 2000::/3, the only space given out for hosts: that leaves out IPv4-mapped and IPv4-compatible
forms; 6to4 and Teredo are in `_NEVER`. A NAT64 address is judged by the IPv4 address inside it, because behind DNS64
every IPv4-only site has one.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

_HOSTS = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
# Beside what every Python 3.11 calls global: ranges that later lists took back, tunnels, and a cloud's metadata.
_NEVER = tuple(
    ip_network(text)
    for text in (
        "168.63.129.16/32",  # Azure's wire server
        "192.0.0.0/24",  # protocol assignments; holds Oracle's metadata address
        "192.88.99.0/24",  # 6to4 relays
        "240.0.0.0/4",
        "2001::/23",  # Teredo, ORCHID, benchmarks
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
    )
)
_PRIVATE = tuple(
    ip_network(text)
    for text in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "127.0.0.0/8",
        "100.64.0.0/10",
        "::1/128",
        "fc00::/7",
    )
)
_METADATA = frozenset({ip_address("100.100.100.200"), ip_address("fd00:ec2::254")})  # in private ranges


def is_public(address: Address) -> bool:
    """Whether any link may lead to this address."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in _HOSTS or address.scope_id:
            return False
    return address.is_global and not address.is_multicast and not any(address in network for network in _NEVER)


def can_be_allowed(address: Address) -> bool:
    """Whether a host that the student allowed may live here: public, private or this machine, never metadata."""
    if is_public(address):
        return True
    return address not in _METADATA and any(address in network for network in _PRIVATE)
