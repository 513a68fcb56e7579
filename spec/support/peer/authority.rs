//! An authority of a spec's own that vouches for hosts on this machine, and for some as it must not.

use std::path::{Path, PathBuf};

use openssl::asn1::Asn1Time;
use openssl::bn::{BigNum, MsbOption};
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::x509::extension::{BasicConstraints, SubjectAlternativeName};
use openssl::x509::{X509, X509Builder, X509Name};
use tokio_native_tls::TlsAcceptor;
use tokio_native_tls::native_tls::{self, Identity};

const AUTHORITY: &str = "Authority of the specs";

/// Vouches for hosts.
pub struct Authority {
    key: PKey<Private>,
    certificate: X509,
    file: PathBuf,
}

/// What is right or wrong about a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vouched {
    /// Nothing is wrong.
    Well,
    /// It was good until yesterday.
    Expired,
    /// It is another host's.
    ForAnother,
    /// Nobody but the host itself vouches for it.
    ByItself,
}

fn key() -> PKey<Private> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

fn begun(subject: &str, key: &PKey<Private>) -> X509Builder {
    let mut serial = BigNum::new().unwrap();
    serial.rand(120, MsbOption::ONE, false).unwrap();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_serial_number(&serial.to_asn1_integer().unwrap()).unwrap();
    builder.set_subject_name(&named(subject)).unwrap();
    builder.set_pubkey(key).unwrap();
    builder
}

fn lasts(builder: &mut X509Builder, from: i64, to: i64) {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = i64::try_from(now.unwrap().as_secs()).unwrap();
    let at = |days: i64| Asn1Time::from_unix(now + days * 86_400).unwrap();
    builder.set_not_before(&at(from)).unwrap();
    builder.set_not_after(&at(to)).unwrap();
}

impl Authority {
    /// A new one. Its certificate is a file of this folder.
    pub fn new(folder: &Path) -> Self {
        let key = key();
        let mut builder = begun(AUTHORITY, &key);
        lasts(&mut builder, -30, 30);
        builder.set_issuer_name(&named(AUTHORITY)).unwrap();
        let constraints = BasicConstraints::new().critical().ca().build().unwrap();
        builder.append_extension(constraints).unwrap();
        builder.sign(&key, MessageDigest::sha256()).unwrap();
        let certificate = builder.build();
        let file = folder.join("authority.pem");
        std::fs::write(&file, certificate.to_pem().unwrap()).unwrap();
        Self { key, certificate, file }
    }

    /// Where its certificate is, for `SSL_CERT_FILE`.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What a server needs to be this host over TLS.
    pub fn vouch(&self, host: &str, how: Vouched) -> TlsAcceptor {
        let own = key();
        let mut builder = begun(host, &own);
        match how {
            Vouched::Expired => lasts(&mut builder, -20, -1),
            Vouched::Well | Vouched::ForAnother | Vouched::ByItself => lasts(&mut builder, -1, 20),
        }
        let (issuer, signer) = match how {
            Vouched::ByItself => (host, &own),
            Vouched::Well | Vouched::Expired | Vouched::ForAnother => (AUTHORITY, &self.key),
        };
        let about = match how {
            Vouched::ForAnother => "another.example",
            Vouched::Well | Vouched::Expired | Vouched::ByItself => host,
        };
        builder.set_issuer_name(&named(issuer)).unwrap();
        let context = builder.x509v3_context(Some(&self.certificate), None);
        let names = SubjectAlternativeName::new().dns(about).build(&context).unwrap();
        builder.append_extension(names).unwrap();
        builder.sign(signer, MessageDigest::sha256()).unwrap();
        let pem = builder.build().to_pem().unwrap();
        let identity = Identity::from_pkcs8(&pem, &own.private_key_to_pem_pkcs8().unwrap()).unwrap();
        native_tls::TlsAcceptor::new(identity).unwrap().into()
    }
}

fn named(subject: &str) -> X509Name {
    let mut name = X509Name::builder().unwrap();
    name.append_entry_by_text("CN", subject).unwrap();
    name.build()
}
