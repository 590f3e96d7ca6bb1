package io.github.cameltimelines.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Keeps deliveries out of private networks (server-side request forgery): whoever may create a
 * subscription could else have us call our own host, our network, or the metadata of our cloud.
 * Immutable, thread-safe.
 *
 * <p>An address is delivered to if it is public or in a block that was allowed. A name is delivered
 * to if <em>all</em> its addresses are: one that has both kinds is how a check gets circumvented.
 * It is checked twice: {@link #refusal} when a subscription is created, for a clear answer; and on
 * each connection, where the addresses that were checked are the ones dialled, without a second
 * lookup, because a name may have changed its addresses in between.
 */
public final class AddressGuard {

    private static final String NOT_PUBLIC =
            "is not public; whoever runs this may allow its block of addresses";

    private final List<Cidr> allowed;
    private final NameResolver resolver;

    /** Public addresses only, and the JVM's resolver. */
    public AddressGuard() {
        this(List.of(), NameResolver.SYSTEM);
    }

    /**
     * @param allowed blocks that may be delivered to besides public addresses, as in {@code
     *     127.0.0.0/8} or {@code fd00::/8}; none by default
     * @throws IllegalArgumentException naming the block that is not one
     */
    public AddressGuard(Collection<String> allowed, NameResolver resolver) {
        this.allowed = allowed.stream().map(Cidr::parse).toList();
        this.resolver = resolver;
    }

    /**
     * Why a subscription with that URL must not be created; empty if it may. A name that does not
     * resolve is accepted: it may do so later. Looks the name up, so it may block for as long as
     * the resolver does.
     *
     * @return a reason to show to whoever asked: it tells neither the URL nor an address
     */
    public Optional<String> refusal(String url) {
        try {
            addressesOf(DestinationUrl.of(url).host());
            return Optional.empty();
        } catch (IllegalArgumentException | ForbiddenAddressException e) {
            return Optional.of(e.getMessage());
        } catch (UnknownHostException notYet) {
            return Optional.empty();
        }
    }

    /** The addresses to dial, all of them checked. */
    List<InetAddress> addressesOf(HostName host)
            throws UnknownHostException, ForbiddenAddressException {
        if (host.literal() != null) {
            if (!allows(host.literal())) {
                throw new ForbiddenAddressException("the address " + NOT_PUBLIC);
            }
            return List.of(host.literal());
        }
        List<InetAddress> addresses = List.of(resolver.resolve(host.ascii()));
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host.ascii());
        }
        if (!addresses.stream().allMatch(this::allows)) {
            throw new ForbiddenAddressException("the name has an address that " + NOT_PUBLIC);
        }
        return addresses;
    }

    private boolean allows(InetAddress address) {
        return PublicAddresses.contain(address)
                || allowed.stream().anyMatch(block -> block.contains(address));
    }
}
