//! Which of our reasons is the one that the reference gives by the class and the words of its exception.

use samara::wire::diaspora::{Part, Rejected};
use serde_json::Value as Json;

/// Whether a refusal is for the reason that was expected.
pub fn same(expected: &Json, got: &Rejected) -> bool {
    let exception = expected["exception"].as_str().expect("an exception");
    let message = expected["message"].as_str().unwrap_or_default();
    let class = exception.trim_start_matches("DiasporaFederation::");
    match class {
        "Salmon::InvalidSignature" => *got == Rejected::Signature,
        "Salmon::SenderKeyNotFound" => *got == Rejected::SenderKeyUnknown,
        "Salmon::InvalidEncoding" => *got == Rejected::Encoding,
        "Salmon::InvalidAlgorithm" => *got == Rejected::Algorithm,
        "Salmon::InvalidDataType" => *got == Rejected::DataType,
        "Salmon::InvalidEnvelope" => *got == Rejected::Envelope(part(message)),
        "Federation::Receiver::InvalidSender" => *got == Rejected::Sender,
        "Federation::Receiver::NotPublic" => *got == Rejected::NotPublic,
        "Federation::Receiver::RecipientRequired" => *got == Rejected::NoRecipient,
        "Federation::Fetcher::NotFetchable" => {
            matches!(got, Rejected::ParentUnknown | Rejected::RootUnknown)
                || (message.contains("Photo:") && unfit(got, "parent_type"))
        }
        "Entity::UnknownEntity" => *got == Rejected::UnknownEntity,
        "Entity::InvalidEntityName" => *got == Rejected::EntityName,
        "Entity::ValidationError" => invalid(message, got),
        "Entities::Signable::SignatureVerificationFailed" if message.starts_with("no ") => *got == Rejected::Unsigned,
        "Entities::Signable::SignatureVerificationFailed" => *got == Rejected::AuthorSignature,
        "Entities::Signable::PublicKeyNotFound" => matches!(got, Rejected::AuthorKeyUnknown(_)),
        "Entities::Participation::ParentNotLocal" => *got == Rejected::ParentNotLocal,
        "Entities::Retraction::TargetNotFound" => *got == Rejected::TargetUnknown,
        // What cannot be opened has one reason here, whatever it was.
        "OpenSSL::PKey::RSAError"
        | "OpenSSL::PKey::PKeyError"
        | "OpenSSL::Cipher::CipherError"
        | "JSON::ParserError" => *got == Rejected::Sealed,
        "ArgumentError" if message.contains("base64") => matches!(got, Rejected::Base64(_)),
        "ArgumentError" if message.contains("must be") => *got == Rejected::Sealed,
        "ArgumentError" => matches!(got, Rejected::Xml(_)),
        "Nokogiri::XML::XPath::SyntaxError" => matches!(got, Rejected::Envelope(_)),
        // Here the reference stumbles.
        "NoMethodError" | "NameError" => matches!(
            got,
            Rejected::NotAlone(_) | Rejected::UnknownEntity | Rejected::RootUnknown | Rejected::Sealed
        ),
        other => panic!("an exception without a reason of ours: {other}"),
    }
}

fn part(message: &str) -> Part {
    match message {
        "no key_id" => Part::Signer,
        message if message.ends_with("me:data") => Part::Data,
        message if message.ends_with("me:sig") => Part::Signature,
        _ => Part::Root,
    }
}

fn unfit(got: &Rejected, property: &str) -> bool {
    matches!(got, Rejected::Unfit(_, named) if *named == property)
}

/// The words name the property.
fn invalid(message: &str, got: &Rejected) -> bool {
    if let Some((_, missing)) = message.split_once("Missing required properties: ") {
        return matches!(got, Rejected::Missing(_, property) if missing.split(", ").any(|name| name == *property));
    }
    if let Some((_, missing)) = message.split_once("! Missing '") {
        let missing = missing.trim_end_matches(['\'', '.']);
        return matches!(got, Rejected::Missing(_, property) if *property == missing);
    }
    if let Some((_, property)) = message.split_once("property: ") {
        return unfit(got, property.split(',').next().unwrap_or_default());
    }
    if message.contains("has different author") {
        return matches!(got, Rejected::OtherAuthor(_));
    }
    if message.contains("root_author mismatch") {
        return *got == Rejected::RootAuthor;
    }
    let named = [
        ("root_author can't be nil", "root_author"),
        ("root_guid can't be nil", "root_guid"),
        ("'url' must be set", "url"),
        ("flags invalid", "blocking"),
    ];
    let named = named.iter().find(|(words, _)| message.contains(words));
    named.is_some_and(|(_, property)| unfit(got, property))
}
