"""Which addresses may be connected to: public ones, and private ones of a host that the student allowed."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.fetching.net.addresses import can_be_allowed, is_public

PUBLIC = ["8.8.8.8", "52.94.236.248", "2600:9000:2000::1", "64:ff9b::808:808", "2606:4700:4700::1111"]
NEVER_PUBLIC = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "192.0.0.192",
    "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "100.100.100.200", "168.63.129.16",
    "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "100::1", "2001::1", "2001:0:808:808::1", "2001:db8::1",
    "2002:7f00:1::", "2002:808:808::", "3fff::1", "5f00::1",
    "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    "2600:9000:2000::1%eth0",
]  # fmt: skip
ALLOWABLE = ["10.1.2.3", "100.64.0.1", "127.0.0.1", "172.31.0.1", "192.168.1.1", "::1", "fd12::1"]
NEVER = [
    "0.0.0.0", "169.254.169.254", "169.254.1.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "224.0.0.1",
    "255.255.255.255", "::", "::ffff:127.0.0.1", "fd00:ec2::254", "fe80::1", "2002:7f00:1::", "64:ff9b::7f00:1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", NEVER_PUBLIC)
def test_all_other_addresses_are_not(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", [*PUBLIC, *ALLOWABLE])
def test_an_allowed_host_may_live_on_a_private_address(address: str) -> None:
    assert can_be_allowed(ip_address(address))


@pytest.mark.parametrize("address", NEVER)
def test_not_even_an_allowed_host_may_live_where_metadata_does(address: str) -> None:
    assert not can_be_allowed(ip_address(address))


@given(st.ip_addresses(v=4))
@example(IPv4Address("192.0.0.192"))
def test_an_ipv4_address_is_public_if_and_only_if_the_documented_rule_says_so(address: IPv4Address) -> None:
    taken_back = ["168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4"]
    never = any(address in ip_network(text) for text in taken_back)
    assert is_public(address) == (address.is_global and not address.is_multicast and not never)


@given(st.one_of(st.ip_addresses(v=6), st.ip_addresses(v=6, network="2000::/3"), st.ip_addresses(v=6, network="::/64")))
def test_an_ipv6_address_is_public_if_and_only_if_the_documented_rule_says_so(address: IPv6Address) -> None:
    tunnels = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]
    never = any(address in ip_network(text) for text in tunnels)
    expected = address.is_global and not address.is_multicast and not never and address in ip_network("2000::/3")
    assert is_public(address) == expected or address in ip_network("64:ff9b::/96")  # that one is judged below


@given(st.ip_addresses(v=4))
@example(IPv4Address("127.0.0.1"))
@example(IPv4Address("8.8.8.8"))
def test_no_ipv6_dress_makes_an_ipv4_address_public(address: IPv4Address) -> None:
    number = int(address)
    dresses = {
        "mapped": (0xFFFF << 32) | number,
        "compatible": number,
        "6to4": (0x2002 << 112) | (number << 80),
        "Teredo": (0x20010000 << 96) | (number ^ 0xFFFFFFFF),
        "local NAT64": (0x0064FF9B0001 << 80) | number,
    }
    assert not [name for name, dressed in dresses.items() if is_public(IPv6Address(dressed))]
    assert is_public(IPv6Address((0x0064FF9B << 96) | number)) == is_public(address)


@given(st.ip_addresses())
def test_what_is_public_can_also_be_allowed(address: IPv4Address | IPv6Address) -> None:
    assert can_be_allowed(address) or not is_public(address)
