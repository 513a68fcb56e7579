//! Forms with files, read bit by bit: a file goes to the disk as it comes in and is never whole in memory. What is on
//! disk is gone when the request is over, whatever became of it; what a killed process leaves is swept later.
//!
//! As with other forms the token is checked, here before the first byte of a file is taken.

use std::path::{Path, PathBuf};

use rocket::data::{Data, FromData, Outcome, ToByteUnit};
use rocket::tokio::fs::File;
use rocket::tokio::io::{AsyncRead, AsyncWriteExt};
use rocket::{Request, async_trait};

use super::form::{self, Fields, checked, clean, failed, visit};
use super::guard::Visit;
use super::multipart::{Broken, Reader};
use crate::error::{Fault, Outcome as Result, PhotoRefusal, Refusal};
use crate::pod::Pod;
use crate::text::clean as tidy;

/// Largest field that is no file, in bytes.
const FIELD: usize = 640 * 1024;
/// Most fields and files together.
const PARTS: usize = 2_000;
/// Most files of one form.
const FILES: usize = 20;
/// A form's files together may be so many times as large as one file.
const TOGETHER: u64 = 4;
/// Longest name of a file that a sentence repeats, in characters.
const NAME: usize = 100;

/// Where files wait that are coming in.
pub fn folder(pod: &Pod) -> PathBuf {
    pod.settings.data.join("uploads")
}

/// A file on disk that goes when this goes.
#[derive(Debug)]
pub struct Temporary(PathBuf);

impl Temporary {
    /// A place for one, with nothing there yet.
    pub async fn new(pod: &Pod) -> Result<Self> {
        let folder = folder(pod);
        rocket::tokio::fs::create_dir_all(&folder).await?;
        Ok(Self(folder.join(format!("{}.part", pod.random.guid_hex()))))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // It may have been moved away, or never have been written.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A file that somebody has sent.
#[derive(Debug)]
pub struct Received {
    /// What it is called where it comes from, to be repeated in sentences and for nothing else.
    pub name: String,
    /// Where it is.
    pub file: Temporary,
}

/// A form that may have files.
#[derive(Debug, Default)]
pub struct Posted {
    /// Its fields.
    pub fields: Fields,
    /// Its files, in order; fields for files that were left empty are none.
    pub files: Vec<Received>,
}

/// Bytes that one file may have.
fn most(pod: &Pod) -> u64 {
    u64::from(pod.settings.limits.upload_mb) * 1_000_000
}

async fn posted(request: &Request<'_>, data: Data<'_>) -> Result<Posted> {
    let kind = request.content_type().filter(|kind| kind.is_form_data());
    let Some(boundary) = kind.and_then(|kind| kind.param("boundary")) else {
        let fields = form::fields(request, data).await?;
        return Ok(Posted {
            fields,
            files: Vec::new(),
        });
    };
    let pod = request
        .rocket()
        .state::<Pod>()
        .expect("every pod's server manages its pod");
    let visit = visit(request).await?;
    let whole = most(pod).saturating_mul(TOGETHER).saturating_add(FIELD as u64);
    let permit = pod.uploads.acquire().await.map_err(Fault::of)?;
    let mut reader = Reader::new(data.open(whole.bytes()), boundary);
    let read = Form::default().read(request, pod, &visit, &mut reader).await;
    drop(permit);
    let large = reader.read >= whole;
    if read.is_err() {
        // A browser hears nothing while it is still speaking, and would tell of a broken connection instead.
        reader.rest().await;
    }
    match read {
        Err(_) if large => Err(Refusal::TooLarge.into()),
        read => read,
    }
}

#[derive(Default)]
struct Form {
    pairs: Vec<(String, String)>,
    files: Vec<Received>,
    /// A file that was larger than may be, by its name.
    large: Option<String>,
}

impl Form {
    async fn read<R: AsyncRead + Unpin>(
        mut self,
        request: &Request<'_>,
        pod: &Pod,
        visit: &Visit,
        reader: &mut Reader<R>,
    ) -> Result<Posted> {
        let mut parts = 0;
        while let Some(head) = reader.part().await.map_err(unreadable)? {
            parts += 1;
            if parts > PARTS {
                return Err(Refusal::Unreadable.into());
            }
            match head.file {
                None => self.field(head.name, reader).await?,
                Some(name) => {
                    checked(request, pod, visit, &Fields::from_pairs(self.pairs.clone()))?;
                    self.file(pod, &name, reader).await?;
                }
            }
        }
        let fields = Fields::from_pairs(self.pairs);
        checked(request, pod, visit, &fields)?;
        match self.large {
            Some(name) => Err(PhotoRefusal::Large(name, u64::from(pod.settings.limits.upload_mb)).into()),
            None => Ok(Posted {
                fields,
                files: self.files,
            }),
        }
    }

    async fn field<R: AsyncRead + Unpin>(&mut self, name: String, reader: &mut Reader<R>) -> Result<()> {
        let mut value = Vec::new();
        while let Some(bit) = reader.bit().await.map_err(unreadable)? {
            value.extend(bit);
            if value.len() > FIELD {
                return Err(Refusal::TooLarge.into());
            }
        }
        let value = clean(value).ok_or(Refusal::Unreadable)?;
        self.pairs.push((name, value));
        Ok(())
    }

    async fn file<R: AsyncRead + Unpin>(&mut self, pod: &Pod, name: &str, reader: &mut Reader<R>) -> Result<()> {
        let Some(first) = reader.bit().await.map_err(unreadable)? else {
            return Ok(());
        };
        if self.files.len() >= FILES {
            return Err(PhotoRefusal::TooMany(FILES).into());
        }
        let name = tidy::line(&name.chars().take(NAME).collect::<String>(), NAME).unwrap_or_else(|_| "…".to_owned());
        let place = Temporary::new(pod).await?;
        let mut file = File::create(place.path()).await?;
        let (mut bit, mut count) = (Some(first), 0_u64);
        while let Some(bytes) = bit {
            count += bytes.len() as u64;
            if count <= most(pod) {
                file.write_all(&bytes).await?;
            }
            bit = reader.bit().await.map_err(unreadable)?;
        }
        file.flush().await?;
        if count > most(pod) {
            self.large.get_or_insert(name);
        } else {
            self.files.push(Received { name, file: place });
        }
        Ok(())
    }
}

fn unreadable(broken: Broken) -> Refusal {
    match broken {
        Broken::Unreadable => Refusal::Unreadable,
    }
}

#[async_trait]
impl<'r> FromData<'r> for Posted {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        match posted(request, data).await {
            Ok(posted) => Outcome::Success(posted),
            Err(stop) => Outcome::Error(failed(request, stop)),
        }
    }
}
