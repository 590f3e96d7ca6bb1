package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private static final NameResolver NONE =
            name -> {
                throw new UnknownHostException(name);
            };

    private static AddressGuard guard(String... allowed) {
        return new AddressGuard(List.of(allowed), NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/in?token=a%20b",
                "http://hooks.example.com.:8080",
                "HTTPS://HOOKS.EXAMPLE.COM/",
                "https://bücher.example/",
                "https://my_app.example/",
                "https://93.184.216.34/",
                "https://[2606:2800:220:1:248:1893:25c8:1946]:8443/",
                "https://hooks.example.com:/",
                "https://0x.example/",
                "https://1and1.com/"
            })
    void a_url_that_may_be_public_is_accepted(String url) {
        assertThat(guard().refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://example.com/ | only http and https URLs are delivered to",
                "file:///etc/passwd | only http and https URLs are delivered to",
                "route:orders | only http and https URLs are delivered to",
                "example.com/hook | only http and https URLs are delivered to",
                "http:///hook | the URL has no host",
                "http:hook | the URL has no host",
                "https://me:secret@example.com/ | the URL holds a user name or password; send an"
                        + " Authorization header instead",
                "http://example.com:0/ | the port is not a number from 1 to 65535",
                "http://example.com:65536/ | the port is not a number from 1 to 65535",
                "http://example.com:-1/ | the port is not a number from 1 to 65535",
                "http://example..com/ | the host is not a name or an address",
                "http://example.com../ | the host is not a name or an address",
                "http://-example.com/ | the host is not a name or an address",
                "http://exam%70le.com/ | the host is not a name or an address",
                "http://[fe80::1%25eth0]/ | the address has a zone id",
                "http://[::1 | it is not a URL",
                "http://[1.2.3.4]/ | it is not a URL",
                "http://[::zz]/ | it is not a URL",
                "http://example.com\\@127.0.0.1/ | it is not a URL",
                "http://127.1/ | the host ends in a number and is not an IPv4 address of four decimal"
                        + " numbers",
                "http://8.8.8.010/ | the host ends in a number and is not an IPv4 address of four"
                        + " decimal numbers",
                "http://127.0.0.1/ | the address is not public; whoever runs this may allow its block"
                        + " of addresses"
            })
    void a_refusal_says_what_is_wrong(String url, String reason) {
        assertThat(guard().refusal(url)).contains(reason);
    }

    @Test
    void a_refusal_tells_no_token_of_the_url() {
        assertThat(guard().refusal("http://127.0.0.1/?token=s3cret").orElseThrow())
                .doesNotContain("s3cret", "127");
    }

    @Test
    void an_allowed_block_is_delivered_to_in_its_usual_notations_and_no_other_is() {
        AddressGuard guard = guard("127.0.0.0/8", "fd00:1::/32");

        assertThat(guard.refusal("http://127.0.0.1:9/")).isEmpty();
        assertThat(guard.refusal("http://[::ffff:127.0.0.1]:9/")).isEmpty();
        assertThat(guard.refusal("http://[fd00:1::2]/")).isEmpty();
        assertThat(guard.refusal("http://127.1/")).isPresent();
        assertThat(guard.refusal("http://128.0.0.1/")).isEmpty();
        assertThat(guard.refusal("http://10.0.0.1/")).isPresent();
        assertThat(guard.refusal("http://[fd00:2::2]/")).isPresent();
        assertThat(guard.refusal("http://[::1]/")).isPresent();
    }

    @Test
    void a_name_in_an_allowed_block_is_delivered_to() throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");

        assertThat(
                        new AddressGuard(List.of("127.0.0.0/8"), name -> new InetAddress[] {here})
                                .refusal("http://localhost/"))
                .isEmpty();
        assertThat(
                        new AddressGuard(List.of(), name -> new InetAddress[] {here})
                                .refusal("http://localhost/"))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1 | has no prefix length; a single address ends in /32 or /128",
                "localhost/8 | does not begin with an IP address",
                "127.1/8 | does not begin with an IP address",
                "0127.0.0.0/8 | does not begin with an IP address",
                "fe80::1%eth0/64 | does not begin with an IP address",
                "10.0.0.0/33 | has a prefix length that is not a number from 0 to 32",
                "10.0.0.0/08 | has a prefix length that is not a number from 0 to 32",
                "10.0.0.0/-1 | has a prefix length that is not a number from 0 to 32",
                "10.0.0.0/ | has a prefix length that is not a number from 0 to 32",
                "fd00::/129 | has a prefix length that is not a number from 0 to 128",
                "10.0.0.1/8 | has bits set behind its prefix; the block is 10.0.0.0/8",
                "::ffff:10.0.0.0/8 | is an IPv4 block in IPv6 notation; write it as IPv4"
            })
    void a_block_that_is_nearly_one_is_refused(String block, String what) {
        assertThatThrownBy(() -> guard(block))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the block of addresses '" + block + "' " + what);
    }
}
