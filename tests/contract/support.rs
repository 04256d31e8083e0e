//! What the cases of the contract share.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};

use chrono::NaiveDate;
use xinke::{
    domain::{
        Customer, Id, Workbook,
        customer::Contact,
        edit::{Action, Author, Edit, EditBuilder},
        journal::Turn,
        tables::Tables,
    },
    storage::{Backend, Batch, Seal, Session, Setup, Shelf, Stored},
};

/// Makes places and opens them, as often as a case wants to: as tabs or after a restart.
#[allow(async_fn_in_trait)]
pub trait Factory {
    /// Where one workbook lies.
    type Place;
    /// A way to it.
    type Store: Backend;
    /// The registry's shelf.
    type Shelf: Shelf;

    /// A new place with nothing in it.
    fn fresh(&self) -> Self::Place;
    /// One more way to a place.
    async fn open(&self, place: &Self::Place) -> Self::Store;
    /// An empty shelf.
    async fn shelf(&self) -> Self::Shelf;
    /// Leaves so little space that so many customers don't fit, where that can be done.
    fn limit(&self, place: &Self::Place) -> Option<u64>;
    /// Clears the place away.
    async fn clear(&self, place: Self::Place);
}

pub const NOW: i64 = 1_700_000_000_000;

pub fn setup() -> Setup {
    Setup {
        seal: Seal::Plain,
        clock: || NOW,
    }
}

pub fn author(name: &str) -> Author {
    Author {
        name: name.to_owned(),
        today: NaiveDate::default(),
    }
}

/// The same id for the same number, spread over all shards.
pub fn id(number: u64) -> Id {
    Id::derived(&number.to_string())
}

pub fn empty_workbook() -> Workbook {
    Workbook {
        id: Id::derived("workbook"),
        ..Workbook::default()
    }
}

/// An edit made from the tables as they are.
pub fn edit(tables: &Tables, subject: &str, make: impl FnOnce(&mut EditBuilder<'_>)) -> Edit {
    let author = author("tester");
    let mut builder = EditBuilder::new(tables, &author);
    make(&mut builder);
    builder
        .finish(Action::on("test", subject))
        .expect("a valid edit")
}

pub fn put_customer(tables: &Tables, number: u64, name: &str) -> Edit {
    edit(tables, name, |builder| {
        builder.put(Customer::new(id(number), name))
    })
}

pub fn put_contact(tables: &Tables, number: u64, of: u64) -> Edit {
    let contact = Contact {
        id: id(number),
        customer: id(of),
        name: "王".to_owned(),
        ..Contact::default()
    };
    edit(tables, "contact", |builder| builder.put(contact))
}

pub fn remove_customer(tables: &Tables, number: u64) -> Edit {
    edit(tables, "remove", |builder| {
        builder.remove(Customer::TABLE, id(number))
    })
}

pub fn import(tables: &Tables, numbers: std::ops::Range<u64>) -> Edit {
    edit(tables, "import", |builder| {
        for number in numbers {
            builder.put(Customer::new(id(number), &format!("客户 {number}")));
        }
    })
}

/// Performs an edit that is made from the session's tables.
pub fn perform<B>(session: &Session<B>, make: impl FnOnce(&Tables) -> Edit) -> u64 {
    let edit = session.read(|workbook, _| make(&workbook.tables));
    session
        .perform(edit, Turn::Fresh, "tester", NOW)
        .expect("an edit of the tables as they are")
}

pub fn workbook_of<B>(session: &Session<B>) -> Workbook {
    session.read(|workbook, _| workbook.clone())
}

pub fn name_of<B>(session: &Session<B>, number: u64) -> Option<String> {
    session.read(|workbook, _| {
        let customer = workbook.tables.customers.get(id(number));
        customer.map(|customer| customer.name.clone())
    })
}

pub async fn create<F: Factory>(factory: &F, place: &F::Place) -> Session<F::Store> {
    let store = factory.open(place).await;
    Session::create(store, empty_workbook(), setup())
        .await
        .expect("a new workbook")
}

pub async fn reopen<F: Factory>(factory: &F, place: &F::Place) -> Session<F::Store> {
    let store = factory.open(place).await;
    Session::open(store, setup()).await.expect("the workbook")
}

/// Changes what is stored behind everybody's back.
pub async fn tamper<B: Backend>(store: &B, change: impl FnOnce(&Stored, &mut Batch)) {
    let stored = store.load().await.expect("what is stored");
    let mark = stored.mark.expect("a mark");
    let mut batch = Batch::after(mark, mark.seq);
    change(&stored, &mut batch);
    store.commit(batch).await.expect("tampering");
}

/// Both at once, taking turns.
pub async fn join<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    let (mut got_a, mut got_b) = (None, None);
    poll_fn(move |context| {
        if got_a.is_none()
            && let Poll::Ready(value) = a.as_mut().poll(context)
        {
            got_a = Some(value);
        }
        if got_b.is_none()
            && let Poll::Ready(value) = b.as_mut().poll(context)
        {
            got_b = Some(value);
        }
        match (got_a.take(), got_b.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            (a, b) => {
                (got_a, got_b) = (a, b);
                Poll::Pending
            }
        }
    })
    .await
}

/// Small seeded random numbers (xorshift).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }
}
