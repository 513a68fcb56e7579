//! An account is gone, or has moved to another pod.

use super::Profile;
use crate::error::Fault;
use crate::wire::Handle;
use crate::wire::diaspora::fields::Fields;
use crate::wire::diaspora::key::{PrivateKey, PublicKey};
use crate::wire::diaspora::record::Record;
use crate::wire::diaspora::xml::Element;
use crate::wire::diaspora::{Kind, PathAddress, Rejected, base64};

/// An account is gone.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountDeletion {
    /// Whose account.
    pub author: Handle,
}

/// An account has moved. Both identities say so: one signs the envelope, the other one `signature`.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountMigration {
    /// The identity that sends this: the old or the new one.
    pub author: Handle,
    /// The profile at the new place; its author is the new identity.
    pub profile: Profile,
    /// The consent of the identity that does not send this.
    pub signature: Option<String>,
    /// The old identity; has to be said when the new one sends.
    pub old_identity: Option<Handle>,
    /// Where all pictures are now, under their old names.
    pub remote_photo_path: Option<PathAddress>,
}

impl AccountDeletion {
    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::AccountDeletion, &["author"])?;
        fields.author().map(|author| Self { author })
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        Ok(())
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::AccountDeletion).with("author", &self.author)
    }
}

impl AccountMigration {
    /// The identity that is left behind.
    pub fn old(&self) -> &Handle {
        match &self.old_identity {
            Some(old) if self.author == self.profile.author => old,
            Some(_) | None => &self.author,
        }
    }

    /// The identity from now on.
    pub fn new_identity(&self) -> &Handle {
        &self.profile.author
    }

    /// The identity whose consent `signature` is.
    pub fn signer(&self) -> &Handle {
        if self.author == self.profile.author {
            self.old()
        } else {
            self.new_identity()
        }
    }

    /// The same with the consent of the other identity.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn signed(mut self, key: &PrivateKey) -> Result<Self, Fault> {
        self.signature = Some(consent(self.old(), self.new_identity(), key)?);
        Ok(self)
    }

    /// Whether the other identity has consented.
    pub(in crate::wire::diaspora) fn verify(&self, key: &PublicKey) -> Result<(), Rejected> {
        let signature = self.signature.as_deref().ok_or(Rejected::Unsigned)?;
        let fits = consents(signature, self.old(), self.new_identity(), key);
        fits.then_some(()).ok_or(Rejected::AuthorSignature)
    }

    pub(super) fn read(element: &Element) -> Result<Self, Rejected> {
        let fields = Fields::of(element, Kind::AccountMigration, &["author", "profile"])?;
        let profile = fields.one(Kind::Profile, Profile::read)?;
        let read = Self {
            author: fields.author()?,
            profile: profile.ok_or_else(|| fields.unfit("profile"))?,
            signature: fields.text("signature").map(str::to_owned),
            old_identity: fields.maybe("old_identity", Handle::parse)?,
            remote_photo_path: fields.maybe("remote_photo_path", PathAddress::new)?,
        };
        read.check().map(|()| read)
    }

    pub(super) fn check(&self) -> Result<(), Rejected> {
        let told = self.author != self.profile.author || self.old_identity.is_some();
        let moves = self.old() != self.new_identity();
        (told && moves)
            .then_some(())
            .ok_or(Rejected::Unfit(Kind::AccountMigration, "old_identity"))
    }

    pub(super) fn record(&self) -> Record {
        Record::new(Kind::AccountMigration)
            .with("author", &self.author)
            .one("profile", Some(self.profile.record()))
            .maybe("signature", self.signature.as_ref())
            .maybe("old_identity", self.old_identity.as_ref())
            .maybe(
                "remote_photo_path",
                self.remote_photo_path.as_ref().map(PathAddress::as_str),
            )
    }
}

/// That one of two identities agrees to the move from the old to the new one: what `signature` is.
///
/// # Errors
/// There is no memory for it.
pub fn consent(old: &Handle, new: &Handle, key: &PrivateKey) -> Result<String, Fault> {
    Ok(base64::standard(&key.sign(move_of(old, new).as_bytes())?))
}

/// Whether the owner of a key has agreed to the move from the old to the new identity.
pub fn consents(signature: &str, old: &Handle, new: &Handle, key: &PublicKey) -> bool {
    key.verifies(move_of(old, new).as_bytes(), &base64::read_lenient(signature))
}

fn move_of(old: &Handle, new: &Handle) -> String {
    format!("AccountMigration:{old}:{new}")
}
