//! Who carries a request: the network, or a spec that joins pods of one process.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use reqwest::{Request, Response};

/// The answer to a request; none: nobody is there.
pub type Carried = Pin<Box<dyn Future<Output = Option<Response>> + Send>>;

/// Carries requests in place of the network.
#[derive(Clone)]
pub struct Carrier(Arc<dyn Fn(Request) -> Carried + Send + Sync>);

impl fmt::Debug for Carrier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Carrier(…)")
    }
}

impl Carrier {
    /// Who answers.
    pub fn of(carry: impl Fn(Request) -> Carried + Send + Sync + 'static) -> Self {
        Self(Arc::new(carry))
    }

    pub(super) async fn carry(&self, request: Request) -> Option<Response> {
        (self.0)(request).await
    }
}
