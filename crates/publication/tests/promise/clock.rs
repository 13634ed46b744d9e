//! Time that passes only when everybody waits, and the tasks that wait.

use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The clock, in milliseconds since the run began.
#[derive(Default)]
pub(crate) struct Clock {
    now: Cell<i64>,
    order: Cell<u64>,
    current: Cell<usize>,
    timers: RefCell<BinaryHeap<Reverse<(i64, u64, usize)>>>,
    begun: RefCell<Vec<Task>>,
    ended: RefCell<Vec<usize>>,
    count: Cell<usize>,
}

/// A wait.
pub(crate) struct Sleep {
    clock: Rc<Clock>,
    until: i64,
    waits: bool,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.waits {
            return Poll::Ready(());
        }
        self.waits = true;
        let order = self.clock.order.get();
        self.clock.order.set(order + 1);
        let timer = Reverse((self.until, order, self.clock.current.get()));
        self.clock.timers.borrow_mut().push(timer);
        Poll::Pending
    }
}

impl Clock {
    pub(crate) fn now(&self) -> i64 {
        self.now.get()
    }

    pub(crate) fn sleep(self: &Rc<Self>, millis: i64) -> Sleep {
        Sleep {
            clock: Rc::clone(self),
            until: self.now() + millis.max(0),
            waits: false,
        }
    }

    /// Begins a task; its number ends it.
    pub(crate) fn begin(&self, task: impl Future<Output = ()> + 'static) -> usize {
        self.begun.borrow_mut().push(Box::pin(task));
        let number = self.count.get();
        self.count.set(number + 1);
        number
    }

    /// Ends a task where it stands, as the platform does.
    pub(crate) fn end(&self, task: usize) {
        self.ended.borrow_mut().push(task);
    }

    /// Runs until this time.
    pub(crate) fn run(self: &Rc<Self>, until: i64) {
        let mut tasks: Vec<Option<Task>> = Vec::new();
        let mut context = Context::from_waker(Waker::noop());
        let mut poll = |tasks: &mut Vec<Option<Task>>, number: usize| {
            self.current.set(number);
            if let Some(task) = tasks.get_mut(number)
                && let Some(running) = task
                && running.as_mut().poll(&mut context).is_ready()
            {
                *task = None;
            }
        };
        loop {
            let begun = std::mem::take(&mut *self.begun.borrow_mut());
            let more = !begun.is_empty();
            for task in begun {
                tasks.push(Some(task));
                let number = tasks.len() - 1;
                poll(&mut tasks, number);
            }
            for number in std::mem::take(&mut *self.ended.borrow_mut()) {
                tasks[number] = None;
            }
            if more {
                continue;
            }
            let next = self.timers.borrow_mut().pop();
            let Some(Reverse((at, _, number))) = next.filter(|next| next.0.0 <= until) else {
                return;
            };
            self.now.set(at);
            poll(&mut tasks, number);
        }
    }
}

/// Numbers that look random, the same for the same seed (xorshift64*).
pub(crate) struct Random(Cell<u64>);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Cell::new(
            seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x2545_F491_4F6C_DD1D,
        ))
    }

    pub(crate) fn below(&self, most: i64) -> i64 {
        let mut x = self.0.get();
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        self.0.set(x);
        (x.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as i64 % most.max(1)
    }

    pub(crate) fn chance(&self, percent: i64) -> bool {
        self.below(100) < percent
    }
}
