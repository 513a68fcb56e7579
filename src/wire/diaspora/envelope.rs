//! The magic envelope: a payload, who sends it, and the sender's signature.
//!
//! Who that is and whether they may say what is within is not judged here.

use super::arrival::{Arrival, Route};
use super::base64;
use super::entity::Entity;
use super::key::{PrivateKey, PublicKey};
use super::rejected::{Part, Rejected};
use super::xml::Element;
use crate::error::Fault;
use crate::wire::Handle;

/// Bytes of the largest envelope that is read: 65 535 characters, each as a number of XML, in base64, and room beside.
pub const LONGEST_ENVELOPE: usize = 2 << 20;

const TYPE: &str = "application/xml";
const ENCODING: &str = "base64url";
const ALGORITHM: &str = "RSA-SHA256";

/// An envelope of which nothing is verified yet.
#[derive(Clone, Debug)]
pub struct Envelope {
    sender: Handle,
    data: String,
    signature: String,
}

impl Envelope {
    /// Reads an envelope.
    ///
    /// # Errors
    /// It is no XML that is read here, a part is missing, or it is of another kind than the protocol has.
    pub fn read(document: &[u8]) -> Result<Self, Rejected> {
        let root = Element::read(document, LONGEST_ENVELOPE).map_err(Rejected::Xml)?;
        if root.local() != "env" {
            return Err(Rejected::Envelope(Part::Root));
        }
        let full = |name: &str, part| {
            let found = root.child(name).filter(|element| !element.text.is_empty());
            found.ok_or(Rejected::Envelope(part))
        };
        let data = full("me:data", Part::Data)?;
        let signature = full("me:sig", Part::Signature)?;
        if data.attribute("type") != Some(TYPE) {
            return Err(Rejected::DataType);
        }
        let says = |name: &str, word: &str| root.child(name).is_some_and(|element| element.text == word);
        if !says("me:encoding", ENCODING) {
            return Err(Rejected::Encoding);
        }
        if !says("me:alg", ALGORITHM) {
            return Err(Rejected::Algorithm);
        }
        let signer = signature.attribute("key_id").ok_or(Rejected::Envelope(Part::Signer))?;
        let signer = base64::read_strict(signer).ok_or(Rejected::Base64(Part::Signer))?;
        let sender = std::str::from_utf8(&signer).ok().and_then(Handle::parse);
        Ok(Self {
            // An ID that nobody can have is that of somebody without a key.
            sender: sender.ok_or(Rejected::SenderKeyUnknown)?,
            data: data.text.clone(),
            signature: signature.text.clone(),
        })
    }

    /// Who says to have sent it.
    pub fn sender(&self) -> &Handle {
        &self.sender
    }

    /// Verifies the signature with the sender's key.
    ///
    /// # Errors
    /// The data or the signature is no base64, or the signature is not that of this key.
    pub fn open(self, key: &PublicKey) -> Result<Opened, Rejected> {
        let payload = base64::read_strict(&self.data).ok_or(Rejected::Base64(Part::Data))?;
        let signature = base64::read_strict(&self.signature).ok_or(Rejected::Base64(Part::Signature))?;
        // The data is encoded anew: how the sender spelled it does not count.
        let signed = signed_text(&base64::url_safe(&payload));
        if !key.verifies(signed.as_bytes(), &signature) {
            return Err(Rejected::Signature);
        }
        Ok(Opened {
            sender: self.sender,
            payload,
        })
    }

    /// Writes an envelope around a payload, in the name of the sender.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn write(payload: &str, sender: &Handle, key: &PrivateKey) -> Result<String, Fault> {
        let data = base64::url_safe(payload.as_bytes());
        let signature = base64::url_safe(&key.sign(signed_text(&data).as_bytes())?);
        let signer = base64::url_safe(sender.as_str().as_bytes());
        Ok(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <me:env xmlns:me=\"http://salmon-protocol.org/ns/magic-env\">\n  \
             <me:data type=\"{TYPE}\">{data}</me:data>\n  \
             <me:encoding>{ENCODING}</me:encoding>\n  \
             <me:alg>{ALGORITHM}</me:alg>\n  \
             <me:sig key_id=\"{signer}\">{signature}</me:sig>\n\
             </me:env>\n"
        ))
    }
}

fn signed_text(data: &str) -> String {
    let said = [TYPE, ENCODING, ALGORITHM].map(|part| base64::url_safe(part.as_bytes()));
    [&[data.to_owned()], said.as_slice()].concat().join(".")
}

/// A payload that its sender has signed. What it says is not judged yet.
#[derive(Clone, Debug)]
pub struct Opened {
    sender: Handle,
    payload: Vec<u8>,
}

impl Opened {
    /// The payload as it came.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// Reads the payload.
    ///
    /// # Errors
    /// It is no XML that is read here, there is no such entity, or it is not as it has to be.
    pub fn arrival(self, route: Route) -> Result<Arrival, Rejected> {
        let entity = Entity::from_xml(&self.payload, LONGEST_ENVELOPE)?;
        Ok(Arrival::new(self.sender, entity, route))
    }
}
