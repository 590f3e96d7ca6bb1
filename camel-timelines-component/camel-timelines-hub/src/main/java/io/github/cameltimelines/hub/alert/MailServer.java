package io.github.cameltimelines.hub.alert;

import jakarta.mail.PasswordAuthentication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManagerFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mail.MailAuthenticator;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/**
 * The mail server as an endpoint of camel-mail. User, password and certificates are beans, so that
 * the endpoint's URI, which many can read, has none of them.
 */
final class MailServer {

    private static final int STEP_MS = 10_000; // of each step of the dialogue
    private static final String ACCESS = "timelinesHubMailAccess";
    private static final String TRUST = "timelinesHubMailTrust";

    private MailServer() {}

    /**
     * @throws IllegalArgumentException if the file of certificates cannot be used
     */
    static String endpoint(CamelContext context, MailSettings settings) {
        boolean tls = settings.security() == MailSettings.Security.TLS;
        String scheme = tls ? "smtps" : "smtp";
        String option = "&mail." + scheme + ".";
        StringBuilder uri =
                new StringBuilder(scheme)
                        .append(':')
                        .append(settings.host())
                        .append(':')
                        .append(settings.port())
                        .append("?connectionTimeout=")
                        .append(STEP_MS)
                        .append(option)
                        .append("writetimeout=")
                        .append(STEP_MS);
        if (settings.security() != MailSettings.Security.NONE) {
            uri.append(option).append("ssl.checkserveridentity=true");
        }
        if (settings.security() == MailSettings.Security.STARTTLS) {
            uri.append(option).append("starttls.enable=true");
            uri.append(option).append("starttls.required=true");
        }
        if (settings.username() != null) {
            context.getRegistry().bind(ACCESS, access(settings));
            uri.append("&authenticator=#bean:").append(ACCESS);
        }
        if (settings.certificates() != null) {
            context.getRegistry().bind(TRUST, trust(settings));
            uri.append("&sslContextParameters=#bean:").append(TRUST);
        }
        return uri.toString();
    }

    private static MailAuthenticator access(MailSettings settings) {
        return new MailAuthenticator() {
            @Override
            public PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(settings.username(), settings.password());
            }
        };
    }

    private static SSLContextParameters trust(MailSettings settings) {
        try (InputStream file = Files.newInputStream(settings.certificates())) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                trusted.setCertificateEntry("trusted-" + trusted.size(), one);
            }
            if (trusted.size() == 0) {
                throw new GeneralSecurityException("it has no certificate");
            }
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            TrustManagersParameters trust = new TrustManagersParameters();
            trust.setTrustManager(managers.getTrustManagers()[0]);
            SSLContextParameters parameters = new SSLContextParameters();
            parameters.setTrustManagers(trust);
            return parameters;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "timelines.mail.ca-file cannot be used: it must be a readable file of certificates as PEM",
                    e);
        }
    }
}
