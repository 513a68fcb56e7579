//! Pods as they are run: each the program in a process of its own with a host name, behind a door that ends TLS, so that they
//! reach each other in the way strangers do. Their people act through pages.

use std::net::SocketAddr;
use std::sync::Arc;

use sea_orm::ConnectionTrait;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

use super::ready::{can_sign, configured, soon};
use crate::operation::process::{Client, Home, Running, free_port};
use crate::operation::stored::looking;
use crate::support::peer::{Authority, Vouched};

const HOSTS: [&str; 3] = ["one.example", "two.example", "three.example"];

/// A pod that others reach.
pub struct House {
    pub host: &'static str,
    pub home: Home,
    pub port: u16,
    running: Option<Running>,
    /// The browser of `first`, who set the pod up.
    pub client: Client,
}

/// Where a host is reached, before anybody lives there.
pub struct Place {
    pub host: &'static str,
    listener: TcpListener,
    address: SocketAddr,
}

impl Place {
    pub async fn new(host: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.2:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        Self {
            host,
            listener,
            address,
        }
    }

    /// From now on whoever asks for this host over TLS is led to this port.
    pub fn leads_to(self, port: u16, authority: &Authority) {
        tokio::spawn(door(authority.vouch(self.host, Vouched::Well), self.listener, port));
    }
}

/// Where everybody but this host is reached, as a pod is told it.
pub fn others(places: &[Place], host: &str) -> String {
    let others = places.iter().filter(|place| place.host != host);
    let others: Vec<String> = others
        .map(|place| format!("{}={}", place.host, place.address))
        .collect();
    others.join(",")
}

/// Three pods that nobody has met yet. With a server of PostgreSQL the first and the second are on it and the third is not.
pub async fn street(authority: &Arc<Authority>) -> [House; 3] {
    let mut places = Vec::new();
    for host in HOSTS {
        places.push(Place::new(host).await);
    }
    let known: Vec<String> = HOSTS.iter().map(|host| others(&places, host)).collect();
    let mut begun = Vec::new();
    for (number, (place, known)) in places.into_iter().zip(known).enumerate() {
        let home = if number == 2 {
            Home::on_sqlite()
        } else {
            Home::new().await
        };
        begun.push(Begun::new(place, home, &known, authority));
    }
    let mut street = Vec::new();
    for begun in begun {
        street.push(begun.set_up().await);
    }
    for house in &street {
        house.can_sign("first").await;
    }
    street.try_into().unwrap_or_else(|_| panic!("three"))
}

/// A pod that is starting.
pub struct Begun {
    host: &'static str,
    home: Home,
    port: u16,
    running: Running,
}

impl Begun {
    /// At this place; it reaches others where they are.
    pub fn new(place: Place, home: Home, others: &str, authority: &Authority) -> Self {
        let (host, port) = (place.host, free_port());
        place.leads_to(port, authority);
        let home = configured(home, host, others, authority).with("log_level", "trace");
        let running = home.start(port, &["serve"]);
        Self {
            host,
            home,
            port,
            running,
        }
    }

    /// Waits until it runs, and sets it up.
    pub async fn set_up(self) -> House {
        self.running.answers().await;
        let client = Client::set_up_with(self.port, &self.running.key().await).await;
        let named = format!("Keeper of {}", self.host);
        let profile = [("name", named.as_str()), ("searchable", "on")];
        let saved = client.post("/settings/profile", &profile).await.unwrap();
        assert_eq!(saved.status, 303, "{}", saved.text);
        House {
            host: self.host,
            home: self.home,
            port: self.port,
            running: Some(self.running),
            client,
        }
    }
}

/// Ends TLS, and leads to the pod behind it when there is one.
async fn door(tls: tokio_native_tls::TlsAcceptor, listener: TcpListener, port: u16) {
    let tls = Arc::new(tls);
    while let Ok((socket, _)) = listener.accept().await {
        let tls = tls.clone();
        tokio::spawn(async move {
            let Ok(mut outside) = tls.accept(socket).await else {
                return;
            };
            if let Ok(mut inside) = TcpStream::connect(("127.0.0.1", port)).await {
                let _ = copy_bidirectional(&mut outside, &mut inside).await;
            }
        });
    }
}

impl House {
    /// What stands on a page for `first`; nothing where there is no such page.
    pub async fn reads(&self, path: &str) -> String {
        match self.client.get(path).await {
            Ok(got) if got.status == 200 => got.text,
            Ok(_) | Err(_) => String::new(),
        }
    }

    /// Waits until a page says something.
    pub async fn will_read(&self, path: &str, words: &str) {
        let what = format!("{words} at {}{path}", self.host);
        soon(&what, async || self.reads(path).await.contains(words)).await;
    }

    /// Waits until there is no such page any more.
    pub async fn will_lose(&self, path: &str) {
        let what = format!("an end of {}{path}", self.host);
        soon(&what, async || {
            self.client.get(path).await.is_ok_and(|got| got.status == 404)
        })
        .await;
    }

    /// Sends a form, and says where it leads.
    pub async fn does(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let got = self.client.post(path, fields).await.unwrap();
        assert_eq!(got.status, 303, "{path} at {}: {}", self.host, got.text);
        got.location
    }

    /// Waits until somebody here has keys.
    pub async fn can_sign(&self, name: &str) {
        can_sign(&self.client, &format!("{name}@{}", self.host)).await;
    }

    /// Finds somebody by their ID, in the box for searching; their guid.
    pub async fn finds(&self, id: &str) -> String {
        let got = self.client.get(&format!("/search?q={id}")).await.unwrap();
        let guid = got.location.strip_prefix("/people/").map(str::to_owned);
        guid.unwrap_or_else(|| panic!("{id} is not found at {}: {} {}", self.host, got.status, got.text))
    }

    /// One of the aspects of `first`.
    pub async fn aspect(&self) -> String {
        crate::operation::kill::aspect(&self.client).await
    }

    /// Shares with somebody, by their guid.
    pub async fn shares_with(&self, guid: &str) {
        let aspect = self.aspect().await;
        self.does(&format!("/people/{guid}/aspects"), &[("aspect", &aspect)])
            .await;
    }

    /// Shares a post; its guid.
    pub async fn posts(&self, fields: &[(&str, &str)]) -> String {
        let to = self.does("/posts", fields).await;
        to.rsplit("#post-").next().unwrap().to_owned()
    }

    /// The power goes.
    pub fn falls(&mut self) {
        self.running.take().expect("it runs").kill();
    }

    /// It is there again; what the killed one was working on is taken up at once.
    pub async fn rises(&mut self) {
        self.hurries().await;
        self.running = Some(self.home.serve(self.port).await);
    }

    /// Minutes and hours of waiting are over: leases, and the patience with pods that did not answer.
    pub async fn hurries(&self) {
        let db = looking(&self.home).await;
        for over in [
            "UPDATE job SET locked_until = 1 WHERE locked_until IS NOT NULL",
            "UPDATE job SET run_at = 1 WHERE kind = 'deliver'",
            "UPDATE received SET run_at = 1 WHERE attempts < 12",
        ] {
            db.execute_unprepared(over).await.unwrap();
        }
        db.close().await.unwrap();
    }

    /// How many there are of something.
    pub async fn counts(&self, sql: &str) -> i64 {
        let db = looking(&self.home).await;
        let count = crate::support::rows::count(&db, sql).await;
        db.close().await.unwrap();
        count
    }

    /// All that it has written to its log.
    pub fn said(&self) -> String {
        self.running.as_ref().map(Running::said).unwrap_or_default()
    }

    /// Ends it and removes everything.
    pub async fn leaves(mut self) {
        drop(self.running.take());
        self.home.remove().await;
    }
}
