//! A platform with the documented limits: KV takes one write a second and key and a number of writes a day,
//! shows a write elsewhere up to a minute later and keeps for up to a minute what was read, also that there is
//! nothing; each edge has a cache of its own, which may forget; D1 is slow at times, or does not answer.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use laurel_domain::{ProgramId, Timestamp, WidgetId};
use laurel_publication::{Built, Checked, Copied, Memory, Payload, Platform, Target};

use crate::clock::{Clock, Random};

/// The words that are published, by number.
pub(crate) type Words = BTreeSet<u32>;

/// How long KV may show what was, in milliseconds.
const STALE: i64 = 60_000;

/// What may go wrong in a run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trouble {
    /// Writes that KV takes before the day's are used up.
    pub(crate) kv_writes: i64,
    /// Whether KV answers reads.
    pub(crate) kv_broken: bool,
    /// Whether edges have a cache.
    pub(crate) no_cache: bool,
    /// How many of a hundred reads find that the edge's cache has forgotten.
    pub(crate) forgets: i64,
    /// D1 does not answer between these times.
    pub(crate) d1_broken: Vec<(i64, i64)>,
    /// How many of a hundred calls are slow, and how slow, in milliseconds.
    pub(crate) slow: (i64, i64),
    /// How many of a hundred jobs die.
    pub(crate) deaths: i64,
}

/// What D1 holds.
#[derive(Default)]
pub(crate) struct D1 {
    pub(crate) words: Words,
    pub(crate) has_widget: bool,
    pub(crate) revision: u64,
    pub(crate) copied: Copied,
    pub(crate) pushed_at: i64,
    /// The job: asked for, and until when somebody has it.
    pub(crate) due: bool,
    pub(crate) lease: i64,
    /// What was published from which time on, the latest last; `None` for a widget that is deleted.
    pub(crate) history: Vec<(i64, Words, bool)>,
}

#[derive(Default)]
struct Kv {
    values: HashMap<String, (String, i64)>,
    written: HashMap<String, i64>,
    seen: HashMap<(usize, String), (Option<String>, i64)>,
    writes: i64,
}

pub(crate) struct World {
    pub(crate) clock: Rc<Clock>,
    pub(crate) random: Random,
    pub(crate) trouble: Trouble,
    pub(crate) d1: RefCell<D1>,
    kv: RefCell<Kv>,
    caches: RefCell<HashMap<(usize, String), (String, i64)>>,
    /// Checks and builds: at which edge, when.
    pub(crate) checks: RefCell<Vec<(usize, i64)>>,
    pub(crate) builds: RefCell<Vec<(usize, i64)>>,
    pub(crate) kv_reads: Cell<usize>,
}

#[derive(Debug)]
pub(crate) struct Refused;

/// What a target shows.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    pub(crate) words: Words,
    digest: String,
}

impl Shown {
    fn new(words: Words) -> Self {
        let digest = format!("{words:?}");
        Self { words, digest }
    }
}

impl Payload for Shown {
    const FORM: u32 = 1;

    fn to_text(&self) -> String {
        serde_json::to_string(&self.words).unwrap()
    }

    fn from_text(text: String) -> Option<Self> {
        serde_json::from_str(&text).ok().map(Self::new)
    }

    fn digest(&self) -> &str {
        &self.digest
    }
}

pub(crate) fn program() -> ProgramId {
    ProgramId::parse("acme").unwrap()
}

pub(crate) fn wall() -> Target {
    Target::Wall(program())
}

/// A widget of every second of the words.
pub(crate) fn widget() -> Target {
    Target::Widget(WidgetId::from_digest([7; 16]))
}

/// What a target shows when this is published; `None` when it is deleted.
pub(crate) fn expected(target: &Target, words: &Words, has_widget: bool) -> Option<Words> {
    match target {
        Target::Wall(_) => Some(words.clone()),
        Target::Widget(_) => {
            has_widget.then(|| words.iter().copied().filter(|word| word % 2 == 0).collect())
        }
    }
}

impl World {
    pub(crate) fn new(seed: u64, trouble: Trouble) -> Rc<Self> {
        let d1 = D1 {
            has_widget: true,
            revision: 1,
            history: vec![(0, Words::new(), true)],
            ..D1::default()
        };
        Rc::new(Self {
            clock: Rc::default(),
            random: Random::new(seed),
            trouble,
            d1: RefCell::new(d1),
            kv: RefCell::default(),
            caches: RefCell::default(),
            checks: RefCell::default(),
            builds: RefCell::default(),
            kv_reads: Cell::default(),
        })
    }

    /// A change with its revision and its job, in one transaction.
    pub(crate) fn change(&self, change: impl FnOnce(&mut D1)) {
        let mut d1 = self.d1.borrow_mut();
        change(&mut d1);
        d1.revision += 1;
        d1.due = true;
        let now = (self.clock.now(), d1.words.clone(), d1.has_widget);
        d1.history.push(now);
    }

    /// Some of what KV holds ends.
    pub(crate) fn end_copies(&self) {
        self.kv
            .borrow_mut()
            .values
            .retain(|_, _| self.random.chance(50));
    }

    fn latency(&self, usual: i64) -> i64 {
        let (percent, slow) = self.trouble.slow;
        if self.random.chance(percent) {
            self.random.below(slow)
        } else {
            self.random.below(usual)
        }
    }

    pub(crate) fn d1_answers(&self) -> bool {
        let now = self.clock.now();
        let mut broken = self.trouble.d1_broken.iter();
        !broken.any(|(from, to)| (*from..*to).contains(&now))
    }

    /// A call: it takes a while until it is done, and until the answer is there.
    pub(crate) async fn ask<T>(&self, what: impl FnOnce(&mut D1) -> T) -> Result<T, Refused> {
        self.clock.sleep(self.latency(60)).await;
        if !self.d1_answers() {
            self.clock.sleep(self.latency(5_000)).await;
            return Err(Refused);
        }
        let answer = what(&mut self.d1.borrow_mut());
        self.clock.sleep(self.latency(60)).await;
        Ok(answer)
    }

    async fn read(&self, edge: usize, key: &str) -> Result<Option<String>, Refused> {
        self.kv_reads.set(self.kv_reads.get() + 1);
        self.clock.sleep(self.latency(80)).await;
        if self.trouble.kv_broken {
            return Err(Refused);
        }
        let now = self.clock.now();
        let mut kv = self.kv.borrow_mut();
        let place = (edge, key.to_owned());
        if let Some((value, at)) = kv.seen.get(&place)
            && now - at < STALE
        {
            return Ok(value.clone());
        }
        let delay = self.random.below(STALE);
        let value = kv.values.get(key).filter(|(_, at)| now - at >= delay);
        let value = value.map(|(value, _)| value.clone());
        kv.seen
            .insert(place, (value.clone(), now - self.random.below(STALE)));
        Ok(value)
    }

    async fn write(&self, key: &str, text: String) -> Result<(), Refused> {
        self.clock.sleep(self.latency(150)).await;
        let now = self.clock.now();
        let mut kv = self.kv.borrow_mut();
        let last = kv.written.get(key).copied();
        if kv.writes >= self.trouble.kv_writes || last.is_some_and(|last| now - last < 1_000) {
            return Err(Refused);
        }
        kv.writes += 1;
        kv.written.insert(key.to_owned(), now);
        kv.values.insert(key.to_owned(), (text, now));
        Ok(())
    }
}

/// An isolate at an edge.
pub(crate) struct Isolate {
    pub(crate) world: Rc<World>,
    pub(crate) edge: usize,
    pub(crate) memory: RefCell<Memory<Shown>>,
}

impl Isolate {
    pub(crate) fn new(world: &Rc<World>, edge: usize) -> Rc<Self> {
        Rc::new(Self {
            world: Rc::clone(world),
            edge,
            memory: RefCell::default(),
        })
    }
}

impl Platform for Isolate {
    type Payload = Shown;
    type Error = Refused;

    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.world.clock.now())
    }

    async fn pause(&self, millis: u64) {
        self.world.clock.sleep(millis as i64).await;
    }

    fn memory<R>(&self, with: impl FnOnce(&mut Memory<Shown>) -> R) -> R {
        with(&mut self.memory.borrow_mut())
    }

    async fn check(&self, target: &Target) -> Result<Option<Checked>, Refused> {
        let at = (self.edge, self.world.clock.now());
        self.world.checks.borrow_mut().push(at);
        let answer = |d1: &mut D1| {
            let exists = matches!(target, Target::Wall(_)) || d1.has_widget;
            exists.then(|| Checked {
                program: program(),
                revision: d1.revision,
                copied: d1.copied.clone(),
            })
        };
        self.world.ask(answer).await
    }

    async fn build(&self, program: &ProgramId) -> Result<Option<Built<Shown>>, Refused> {
        let at = (self.edge, self.world.clock.now());
        self.world.builds.borrow_mut().push(at);
        assert_eq!(program.as_str(), "acme");
        let everything = |d1: &mut D1| {
            let payloads = [wall(), widget()].into_iter().filter_map(|target| {
                let words = expected(&target, &d1.words, d1.has_widget)?;
                Some((target, Rc::new(Shown::new(words))))
            });
            Some(Built {
                revision: d1.revision,
                copied: d1.copied.clone(),
                payloads: payloads.collect(),
            })
        };
        self.world.ask(everything).await
    }

    async fn save(&self, _: &ProgramId, revision: u64, copied: &Copied) -> Result<(), Refused> {
        let now = self.world.clock.now();
        let note = |d1: &mut D1| {
            let is_newer = if copied.revision == revision {
                d1.copied.revision <= revision
            } else {
                d1.copied.revision < revision
            };
            if is_newer {
                d1.copied = copied.clone();
                d1.pushed_at = now;
            }
        };
        self.world.ask(note).await
    }

    async fn claim(&self, _: &ProgramId) -> Result<bool, Refused> {
        let now = self.world.clock.now();
        let claim = |d1: &mut D1| {
            let free = d1.pushed_at <= now - 3_600_000;
            if free {
                d1.pushed_at = now;
            }
            free
        };
        self.world.ask(claim).await
    }

    async fn kv_get(&self, key: &str) -> Result<Option<String>, Refused> {
        self.world.read(self.edge, key).await
    }

    async fn kv_put(&self, key: &str, text: String) -> Result<(), Refused> {
        self.world.write(key, text).await
    }

    async fn edge_get(&self, key: &str) -> Option<String> {
        let world = &self.world;
        if world.trouble.no_cache || world.random.chance(world.trouble.forgets) {
            return None;
        }
        let caches = world.caches.borrow();
        let (text, until) = caches.get(&(self.edge, key.to_owned()))?;
        (*until > world.clock.now()).then(|| text.clone())
    }

    async fn edge_put(&self, key: &str, text: String, seconds: u32) {
        let world = &self.world;
        let until = world.clock.now() + i64::from(seconds) * 1_000;
        let place = (self.edge, key.to_owned());
        world.caches.borrow_mut().insert(place, (text, until));
    }
}
