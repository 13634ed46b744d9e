//! What is withdrawn is gone everywhere within a minute, whatever the platform does, and D1 is asked seldom.
//! Time is simulated: thousands of random worlds, ten minutes of each.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a step that fails here is a failed test"
)]

mod clock;
mod world;

use std::cell::Cell;
use std::rc::Rc;

use laurel_publication::{BROWSER, PROMISE, Target, Unread, published, push, renew};
use world::{Isolate, Trouble, World, expected, program, wall, widget};

const MINUTES_10: i64 = 600_000;
const EDGES: usize = 3;
/// Worlds that are tried; with optimizations thousands take half a minute.
const WORLDS: u64 = if cfg!(debug_assertions) { 300 } else { 4_000 };

/// How old what a reader sees may have become until the browser lets go of it: since when it was not so any
/// more. 0 when it is so now.
fn age(world: &World, target: &Target, shown: Option<&world::Words>) -> i64 {
    let d1 = world.d1.borrow();
    let now = world.clock.now();
    let mut until = now;
    for (from, words, has_widget) in d1.history.iter().rev() {
        if expected(target, words, *has_widget).as_ref() == shown {
            return if until == now {
                0
            } else {
                now - until + BROWSER
            };
        }
        until = *from;
    }
    panic!("{shown:?} was never published");
}

/// Asks once, and answers how old that may become.
async fn ask(isolate: &Rc<Isolate>, target: &Target) -> Option<i64> {
    let world = &isolate.world;
    let began = world.clock.now();
    let answered = world.d1_answers();
    match published(&**isolate, target).await {
        Ok(found) => {
            if let Some(program) = found.ended {
                let isolate = Rc::clone(isolate);
                world.clock.begin(async move {
                    let _ = renew(&*isolate, &program).await;
                });
            }
            let shown = found.payload.map(|payload| payload.words.clone());
            Some(age(world, target, shown.as_ref()))
        }
        Err(Unread::TooSlow) => {
            assert!(world.trouble.slow.1 > 10_000, "too slow in a fast world");
            None
        }
        Err(Unread::Failed(_)) => {
            let mut broken = world.trouble.d1_broken.iter();
            let meanwhile = began..=world.clock.now();
            let broken =
                broken.any(|(from, to)| from <= meanwhile.end() && to >= meanwhile.start());
            assert!(broken, "an error at {began} while D1 answers: {answered}");
            None
        }
    }
}

/// The job, as the queue runs it: under a lease, until nothing is due.
async fn work_off(isolate: Rc<Isolate>) {
    let world = Rc::clone(&isolate.world);
    let now = world.clock.now();
    let claim = world.ask(move |d1| {
        let free = d1.due && d1.lease <= now;
        if free {
            d1.lease = now + 60_000;
            d1.due = false;
        }
        free
    });
    if !claim.await.unwrap_or(false) {
        return;
    }
    let failed = push(&*isolate, &program()).await.is_err();
    let _ = world
        .ask(move |d1| {
            d1.lease = 0;
            d1.due |= failed;
        })
        .await;
}

/// Begins the job at some isolate; it may die at any moment.
fn begin_job(isolate: &Rc<Isolate>) {
    let world = &isolate.world;
    let task = world.clock.begin(work_off(Rc::clone(isolate)));
    if world.random.chance(world.trouble.deaths) {
        let (killer, after) = (Rc::clone(world), world.random.below(2_000));
        world.clock.begin(async move {
            killer.clock.sleep(after).await;
            killer.clock.end(task);
            // Whoever finds the lease has to wait for its end.
            killer.d1.borrow_mut().due = true;
        });
    }
}

/// Authors and moderators: words come and go, some are withdrawn for good; once a widget is deleted.
async fn changes(world: Rc<World>, isolates: Vec<Rc<Isolate>>) {
    let mut next = 0;
    loop {
        let pause = if world.random.chance(30) { 900 } else { 40_000 };
        world.clock.sleep(world.random.below(pause)).await;
        if !world.d1_answers() {
            continue;
        }
        let number = world.random.below(8) as u32;
        let deletes = world.random.chance(2);
        world.change(|d1| {
            if deletes {
                d1.has_widget = false;
            } else if !d1.words.remove(&number) {
                d1.words.insert(next + 8);
                d1.words.insert(number);
                next += 1;
            }
        });
        if world.random.chance(80) {
            begin_job(&isolates[world.random.below(isolates.len() as i64) as usize]);
        }
    }
}

/// Runs one world, and answers how old the oldest words were that a browser may have shown.
fn live(seed: u64, trouble: Trouble) -> i64 {
    let world = World::new(seed, trouble);
    let clock = Rc::clone(&world.clock);
    let isolates: Vec<_> = (0..2 * EDGES)
        .map(|number| Isolate::new(&world, number % EDGES))
        .collect();
    let oldest = Rc::new(Cell::new(0));
    for isolate in &isolates {
        let (isolate, oldest) = (Rc::clone(isolate), Rc::clone(&oldest));
        // Some are asked all the time, others now and then.
        let pause = [500, 3_000, 60_000][isolate.world.random.below(3) as usize];
        clock.begin(async move {
            let world = &isolate.world;
            loop {
                world.clock.sleep(world.random.below(pause)).await;
                if world.random.chance(1) {
                    // The platform ends isolates as it likes.
                    *isolate.memory.borrow_mut() = laurel_publication::Memory::default();
                }
                let (asking, oldest) = (Rc::clone(&isolate), Rc::clone(&oldest));
                let target = if world.random.chance(50) {
                    wall()
                } else {
                    widget()
                };
                world.clock.begin(async move {
                    if let Some(age) = ask(&asking, &target).await {
                        oldest.set(oldest.get().max(age));
                    }
                });
            }
        });
    }
    clock.begin(changes(Rc::clone(&world), isolates.clone()));
    let cron = isolates[0].clone();
    clock.begin(async move {
        loop {
            cron.world.clock.sleep(60_000).await;
            begin_job(&cron);
            if cron.world.random.chance(10) {
                cron.world.end_copies();
            }
        }
    });
    clock.run(MINUTES_10);
    oldest.get()
}

fn healthy() -> Trouble {
    Trouble {
        kv_writes: 1_000,
        ..Trouble::default()
    }
}

/// What goes wrong in the run of this seed: nothing, one thing, or several at once.
fn trouble(seed: u64) -> Trouble {
    let random = clock::Random::new(seed ^ 0xABCD);
    let mut trouble = healthy();
    if random.chance(40) {
        trouble.kv_writes = [0, 3, 20][random.below(3) as usize];
    }
    trouble.kv_broken = random.chance(15);
    trouble.no_cache = random.chance(20);
    trouble.forgets = random.below(10);
    if random.chance(30) {
        let from = random.below(MINUTES_10);
        trouble.d1_broken.push((from, from + random.below(200_000)));
    }
    if random.chance(40) {
        trouble.slow = (
            random.below(20),
            [3_000, 30_000, 120_000][random.below(3) as usize],
        );
    }
    if random.chance(40) {
        trouble.deaths = random.below(100);
    }
    trouble
}

#[test]
fn what_is_withdrawn_is_gone_everywhere_within_a_minute() {
    let (mut oldest, mut of) = (0, 0);
    for seed in 0..WORLDS {
        let trouble = trouble(seed);
        let age = live(seed, trouble.clone());
        assert!(age <= PROMISE, "seed {seed}: {age} ms with {trouble:?}");
        if age > oldest {
            (oldest, of) = (age, seed);
        }
    }
    println!("gone after {oldest} ms at the latest (seed {of}), of {PROMISE} promised");
    assert!(oldest > 30_000, "the troubles trouble nobody");
}

#[test]
fn on_a_healthy_platform_it_is_gone_in_36_seconds() {
    let oldest = (0..WORLDS / 10)
        .map(|seed| live(seed, healthy()))
        .max()
        .unwrap();
    println!("gone after {oldest} ms at the latest");
    assert!(oldest <= 36_000, "{oldest} ms");
}

#[test]
fn a_full_quota_costs_reads_of_d1_and_nothing_else() {
    for kv_broken in [false, true] {
        let full = Trouble {
            kv_broken,
            ..Trouble::default()
        };
        let oldest = (0..WORLDS / 10)
            .map(|seed| live(seed, full.clone()))
            .max()
            .unwrap();
        assert!(oldest <= 36_000, "{oldest} ms");
    }
}

/// Two isolates of one edge are asked 20 times a second each, while something changes every 100 seconds.
fn hot(trouble: Trouble) -> Rc<World> {
    let world = World::new(1, trouble);
    let clock = Rc::clone(&world.clock);
    let isolates = [Isolate::new(&world, 0), Isolate::new(&world, 0)];
    for isolate in &isolates {
        for target in [wall(), widget()] {
            let isolate = Rc::clone(isolate);
            clock.begin(async move {
                loop {
                    ask(&isolate, &target).await;
                    isolate.world.clock.sleep(50).await;
                }
            });
        }
    }
    let (world_too, elsewhere) = (Rc::clone(&world), Isolate::new(&world, 1));
    clock.begin(async move {
        for number in 0.. {
            world_too.clock.sleep(100_000).await;
            world_too.change(|d1| {
                d1.words.insert(number);
            });
            begin_job(&elsewhere);
        }
    });
    clock.run(MINUTES_10);
    world
}

#[test]
fn an_edge_asks_d1_every_15_seconds_at_most() {
    for kv_writes in [1_000, 0] {
        let world = hot(Trouble {
            kv_writes,
            ..Trouble::default()
        });
        let checks = world.checks.borrow();
        let mut at: Vec<i64> = checks
            .iter()
            .filter(|check| check.0 == 0)
            .map(|check| check.1)
            .collect();
        // Whoever comes first finds nothing anywhere, each isolate and target for itself.
        at.retain(|at| *at > 1_000);
        let most = MINUTES_10 / 15_000;
        let closest = at.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap();
        println!("{} checks, {closest} ms apart at least", at.len());
        assert!(closest >= 15_000, "{closest} ms between two checks");
        assert!(at.len() as i64 <= most && at.len() as i64 > most / 2);
        let builds = world.builds.borrow();
        let builds = builds
            .iter()
            .filter(|build| build.0 == 0 && build.1 > 1_000)
            .count();
        println!(
            "{builds} times everything was read from D1, {} reads of KV",
            world.kv_reads.get()
        );
        // Five changes; without KV each is read once by one of the two, and the other finds it at the edge.
        assert!(builds <= 10, "{builds}");
    }
}
