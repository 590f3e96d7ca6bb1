package io.github.cameltimelines.delivery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are public: those that are assigned to somebody on the internet. After IANA's
 * registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890, RFC 8190; state of October
 * 2025), the strict way: a block inside of which only a part is globally reachable counts as not
 * public, and of IPv6 only what IANA hands out (2000::/3) counts at all. So everything that carries
 * an IPv4 address within an IPv6 address is out: mapped ones are IPv4 to Java, and compatible ones,
 * NAT64, 6to4 and Teredo are in blocks that are not public.
 */
final class PublicAddresses {

    private static final List<Cidr> NOT_IPV4 =
            blocks(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // carrier-grade NAT; metadata of Alibaba Cloud
                    "127.0.0.0/8", // loopback
                    "168.63.129.16/32", // public, but the host of each virtual machine on Azure
                    "169.254.0.0/16", // link-local; metadata of most clouds
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments; metadata of Oracle Cloud
                    "192.0.2.0/24", // documentation
                    "192.31.196.0/24", // AS112
                    "192.52.193.0/24", // AMT
                    "192.88.99.0/24", // relays of 6to4, deprecated
                    "192.168.0.0/16", // private
                    "192.175.48.0/24", // AS112
                    "198.18.0.0/15", // benchmarking
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4"); // reserved, broadcast

    private static final Cidr IPV6 = Cidr.parse("2000::/3");

    private static final List<Cidr> NOT_IPV6 =
            blocks(
                    "2001::/23", // protocol assignments: Teredo, benchmarking, ORCHID, …
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4
                    "2620:4f:8000::/48", // AS112
                    "3fff::/20"); // documentation

    private PublicAddresses() {}

    private static List<Cidr> blocks(String... texts) {
        return Stream.of(texts).map(Cidr::parse).toList();
    }

    static boolean contain(InetAddress address) {
        if (address instanceof Inet4Address) {
            return NOT_IPV4.stream().noneMatch(block -> block.contains(address));
        }
        return IPV6.contains(address)
                && NOT_IPV6.stream().noneMatch(block -> block.contains(address));
    }
}
