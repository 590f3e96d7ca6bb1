package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AddressGuardPropertiesTest {

    private static final BigInteger IPV6_LAST =
            BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    private static final AddressGuard GUARD =
            new AddressGuard(
                    List.of(),
                    name -> {
                        throw new AssertionError("an address was looked up: " + name);
                    });

    @Property(tries = 3000)
    void no_address_that_is_not_public_is_accepted_in_any_notation(
            @ForAll("notPublicIpv4") long ip) {
        for (String host : AddressNotations.ofIpv4(ip)) {
            assertThat(GUARD.refusal("http://" + host + ":8080/hook")).as(host).isPresent();
            assertThat(GUARD.refusal("HTTPS://" + host)).as(host).isPresent();
        }
    }

    @Property(tries = 3000)
    void no_ipv6_address_that_is_not_public_is_accepted_in_any_notation(
            @ForAll("notPublicIpv6") BigInteger ip) {
        for (String host : AddressNotations.ofIpv6(ip)) {
            assertThat(GUARD.refusal("http://" + host + ":8080/hook")).as(host).isPresent();
        }
    }

    @Property(tries = 3000)
    void a_name_is_refused_if_one_of_its_addresses_is_not_public(
            @ForAll("notPublicIpv4") long ip, @ForAll("notPublicIpv6") BigInteger ipv6)
            throws Exception {
        InetAddress open = InetAddress.getByName("93.184.216.34");
        for (InetAddress address : List.of(address(ip), address(ipv6))) {
            for (InetAddress[] all :
                    List.of(
                            new InetAddress[] {address},
                            new InetAddress[] {open, address},
                            new InetAddress[] {address, open})) {
                assertThat(
                                new AddressGuard(List.of(), name -> all)
                                        .refusal("https://hooks.example.com/"))
                        .isPresent();
            }
        }
    }

    @Property(tries = 5000)
    void an_ipv4_address_is_public_exactly_if_it_is_in_no_block_of_the_registry(
            @ForAll("ipv4") long ip) {
        boolean listed =
                AddressNotations.NOT_PUBLIC_IPV4.stream()
                        .map(block -> block.split("-"))
                        .anyMatch(
                                block ->
                                        AddressNotations.number(block[0]) <= ip
                                                && ip <= AddressNotations.number(block[1]));

        assertThat(GUARD.refusal("http://" + AddressNotations.dotted(ip) + "/").isPresent())
                .isEqualTo(listed);
    }

    @Property(tries = 5000)
    void an_ipv6_address_is_public_exactly_if_it_is_in_no_block_of_the_registry(
            @ForAll("ipv6") BigInteger ip) {
        boolean listed =
                AddressNotations.NOT_PUBLIC_IPV6.stream()
                        .map(block -> block.split("-"))
                        .anyMatch(
                                block ->
                                        new BigInteger(block[0], 16).compareTo(ip) <= 0
                                                && ip.compareTo(new BigInteger(block[1], 16)) <= 0);

        assertThat(GUARD.refusal("http://" + AddressNotations.ofIpv6(ip).get(0) + "/").isPresent())
                .isEqualTo(listed);
    }

    @Property(tries = 2000)
    void any_text_is_accepted_or_refused_with_a_reason(@ForAll String text) {
        AddressGuard guard = new AddressGuard(List.of(), name -> new InetAddress[0]);

        guard.refusal(text).ifPresent(reason -> assertThat(reason).isNotBlank());
        guard.refusal("http://" + text).ifPresent(reason -> assertThat(reason).isNotBlank());
    }

    private static InetAddress address(long ip) throws Exception {
        return InetAddress.getByName(AddressNotations.dotted(ip));
    }

    private static InetAddress address(BigInteger ip) throws Exception {
        return InetAddress.getByName(AddressNotations.ofIpv6(ip).get(0));
    }

    @Provide
    Arbitrary<Long> notPublicIpv4() {
        return Arbitraries.of(AddressNotations.NOT_PUBLIC_IPV4)
                .map(block -> block.split("-"))
                .flatMap(
                        block ->
                                Arbitraries.longs()
                                        .between(
                                                AddressNotations.number(block[0]),
                                                AddressNotations.number(block[1])));
    }

    @Provide
    Arbitrary<BigInteger> notPublicIpv6() {
        return Arbitraries.of(AddressNotations.NOT_PUBLIC_IPV6)
                .map(block -> block.split("-"))
                .flatMap(
                        block ->
                                Arbitraries.bigIntegers()
                                        .between(
                                                new BigInteger(block[0], 16),
                                                new BigInteger(block[1], 16)));
    }

    @Provide
    Arbitrary<Long> ipv4() {
        Arbitrary<Long> edges =
                Arbitraries.of(AddressNotations.NOT_PUBLIC_IPV4)
                        .flatMap(
                                block ->
                                        Arbitraries.of(
                                                AddressNotations.number(block.split("-")[0]) - 1,
                                                AddressNotations.number(block.split("-")[1]) + 1))
                        .filter(ip -> ip >= 0 && ip <= 0xFFFFFFFFL);
        return Arbitraries.oneOf(Arbitraries.longs().between(0, 0xFFFFFFFFL), edges);
    }

    @Provide
    Arbitrary<BigInteger> ipv6() {
        Arbitrary<BigInteger> edges =
                Arbitraries.of(AddressNotations.NOT_PUBLIC_IPV6)
                        .flatMap(
                                block ->
                                        Arbitraries.of(
                                                new BigInteger(block.split("-")[0], 16)
                                                        .subtract(BigInteger.ONE),
                                                new BigInteger(block.split("-")[1], 16)
                                                        .add(BigInteger.ONE)))
                        .filter(ip -> ip.signum() >= 0 && ip.compareTo(IPV6_LAST) <= 0);
        return Arbitraries.oneOf(
                Arbitraries.bigIntegers().between(BigInteger.ZERO, IPV6_LAST),
                Arbitraries.bigIntegers()
                        .between(BigInteger.ONE.shiftLeft(125), BigInteger.ONE.shiftLeft(126)),
                edges);
    }
}
