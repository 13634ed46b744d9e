//! Reading what is published.

use std::rc::Rc;

use laurel_domain::{ProgramId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::memory::Look;
use crate::platform::{Built, Payload, Platform};
use crate::truth::InKv;
use crate::{SERVABLE, Target, Truth};

/// How often a reader begins again when its answer took too long to be served.
const ROUNDS: u32 = 2;
/// For how long the edge keeps a payload that was read from D1, in seconds. Its key names the revision.
const PAYLOAD_SECONDS: u32 = 3_600;
/// For how long the edge keeps whose widget it is, in seconds.
const HOME_SECONDS: u32 = 86_400;
/// How old a copy is that KV surely shows everywhere, in milliseconds: if it is missing then, it ended.
const SETTLED: i64 = 120_000;

/// What a reader found.
#[derive(Debug)]
pub struct Found<P> {
    /// What is shown; `None` when there is no such thing.
    pub payload: Option<Rc<P>>,
    /// The program whose copy in KV has ended, and is to be made again.
    pub ended: Option<ProgramId>,
}

/// Why nothing can be served.
#[derive(Debug)]
pub enum Unread<E> {
    /// D1 did not answer, and what is known is too old.
    Failed(E),
    /// It took so long that it might have been withdrawn meanwhile.
    TooSlow,
}

/// What the edge keeps about a program.
#[derive(Serialize, Deserialize)]
struct AtEdge {
    truth: Truth,
    tried_at: Timestamp,
}

/// What a target shows, by a check that is young enough.
pub async fn published<S: Platform>(
    platform: &S,
    target: &Target,
) -> Result<Found<S::Payload>, Unread<S::Error>> {
    for _ in 0..ROUNDS {
        let Some(truth) = truth(platform, target).await.map_err(Unread::Failed)? else {
            return Ok(Found {
                payload: None,
                ended: None,
            });
        };
        let (found, asked_at) = payload(platform, target, &truth)
            .await
            .map_err(Unread::Failed)?;
        if platform.now().since(asked_at) <= SERVABLE {
            return Ok(found);
        }
    }
    Err(Unread::TooSlow)
}

/// The truth about a target: remembered, from the edge, or from D1.
async fn truth<S: Platform>(platform: &S, target: &Target) -> Result<Option<Rc<Truth>>, S::Error> {
    let now = platform.now();
    let (program, mut known) = match platform.memory(|memory| memory.look(target, now)) {
        Look::Known(truth) => return Ok(Some(truth)),
        Look::Absent => return Ok(None),
        Look::Ask { program, known } => (program, known),
    };
    let program = match program {
        Some(program) => Some(program),
        None => home(platform, target).await,
    };
    if let Some(program) = &program
        && let Some(AtEdge { truth, tried_at }) = at_edge(platform, program).await
    {
        let now = platform.now();
        let truth = Rc::new(truth);
        if truth.is_enough(now, tried_at) {
            platform.memory(|memory| memory.keep(Rc::clone(&truth), tried_at));
            return Ok(Some(truth));
        }
        if known
            .as_ref()
            .is_none_or(|known| known.asked_at < truth.asked_at)
        {
            known = Some(truth);
        }
    }
    let asked_at = platform.now();
    known = known.filter(|known| known.is_servable(asked_at));
    if let Some(known) = &known {
        note_at_edge(platform, known, asked_at).await;
    }
    let asked_at = platform.now();
    match platform.check(target).await {
        Ok(Some(checked)) => {
            let truth = Rc::new(Truth {
                program: checked.program,
                revision: checked.revision,
                copied: checked.copied,
                asked_at,
            });
            platform.memory(|memory| {
                memory.belongs(target, &truth.program);
                memory.keep(Rc::clone(&truth), asked_at);
            });
            note_at_edge(platform, &truth, asked_at).await;
            if program.is_none() {
                let slug = truth.program.to_string();
                platform
                    .edge_put(&format!("home:{target}"), slug, HOME_SECONDS)
                    .await;
            }
            Ok(Some(truth))
        }
        Ok(None) => {
            platform.memory(|memory| memory.is_absent(target, asked_at));
            Ok(None)
        }
        Err(error) => {
            let now = platform.now();
            if let Some(known) = &known {
                platform.memory(|memory| {
                    memory.keep(Rc::clone(known), asked_at);
                    memory.failed(&known.program, now);
                });
            }
            known
                .filter(|known| known.is_servable(now))
                .map(Some)
                .ok_or(error)
        }
    }
}

/// Asks D1 anew after a change, so that whoever made it sees it at once where they are, whoever copies it.
pub async fn look_again<S: Platform>(platform: &S, program: &ProgramId) -> Result<(), S::Error> {
    let asked_at = platform.now();
    let wall = Target::Wall(program.clone());
    if let Some(checked) = platform.check(&wall).await? {
        let truth = Rc::new(Truth {
            program: checked.program,
            revision: checked.revision,
            copied: checked.copied,
            asked_at,
        });
        platform.memory(|memory| memory.keep(Rc::clone(&truth), asked_at));
        note_at_edge(platform, &truth, asked_at).await;
    }
    Ok(())
}

/// Whose widget the edge says it is.
async fn home<S: Platform>(platform: &S, target: &Target) -> Option<ProgramId> {
    let slug = platform.edge_get(&format!("home:{target}")).await?;
    let program = ProgramId::parse(&slug).ok()?;
    platform.memory(|memory| memory.belongs(target, &program));
    Some(program)
}

fn truth_key(program: &ProgramId) -> String {
    format!("truth:{program}")
}

async fn at_edge<S: Platform>(platform: &S, program: &ProgramId) -> Option<AtEdge> {
    let text = platform.edge_get(&truth_key(program)).await?;
    serde_json::from_str(&text).ok()
}

/// Tells the edge what D1 said, and that somebody set out to ask at this time.
pub(crate) async fn note_at_edge<S: Platform>(platform: &S, truth: &Truth, tried_at: Timestamp) {
    let note = AtEdge {
        truth: truth.clone(),
        tried_at,
    };
    if let Ok(text) = serde_json::to_string(&note) {
        let seconds = (SERVABLE / 1_000) as u32;
        platform
            .edge_put(&truth_key(&note.truth.program), text, seconds)
            .await;
    }
}

/// What a target shows by this truth, and when the truth behind the answer was asked.
async fn payload<S: Platform>(
    platform: &S,
    target: &Target,
    truth: &Rc<Truth>,
) -> Result<(Found<S::Payload>, Timestamp), S::Error> {
    let found = |payload, ended| Found { payload, ended };
    let held = platform.memory(|memory| {
        let held = memory.held(target, truth);
        held.map(|held| held.payload.clone())
    });
    if let Some(payload) = held {
        return Ok((found(payload, None), truth.asked_at));
    }
    let mut ended = None;
    match truth.in_kv(S::Payload::FORM, target) {
        InKv::Nothing => return Ok((found(None, None), truth.asked_at)),
        InKv::Unknown => {}
        InKv::Copy(copy) => {
            let key = target.copy_key(S::Payload::FORM, copy.revision);
            let text = platform.kv_get(&key).await;
            let is_readable = text.is_ok();
            let payload = text.ok().flatten().and_then(S::Payload::from_text);
            if let Some(payload) = payload.filter(|payload| payload.digest() == copy.digest) {
                let payload = Some(Rc::new(payload));
                platform.memory(|memory| memory.hold(target, truth.revision, payload.clone()));
                return Ok((found(payload, None), truth.asked_at));
            }
            let age = platform.now().since(Timestamp::from_millis(copy.at));
            ended = (is_readable && age > SETTLED).then(|| truth.program.clone());
        }
    }
    let key = edge_key::<S>(target, truth.revision);
    if let Some(text) = platform.edge_get(&key).await {
        let payload = if text.is_empty() {
            Some(None)
        } else {
            S::Payload::from_text(text).map(|payload| Some(Rc::new(payload)))
        };
        if let Some(payload) = payload {
            platform.memory(|memory| memory.hold(target, truth.revision, payload.clone()));
            return Ok((found(payload, ended), truth.asked_at));
        }
    }
    let asked_at = platform.now();
    let Some(built) = platform.build(&truth.program).await? else {
        return Ok((found(None, None), asked_at));
    };
    let (truth, payload) = adopt(platform, &truth.program, built, asked_at, target);
    let text = payload.as_ref().map_or(String::new(), |it| it.to_text());
    platform
        .edge_put(
            &edge_key::<S>(target, truth.revision),
            text,
            PAYLOAD_SECONDS,
        )
        .await;
    note_at_edge(platform, &truth, asked_at).await;
    Ok((found(payload, ended), asked_at))
}

fn edge_key<S: Platform>(target: &Target, revision: u64) -> String {
    let form = S::Payload::FORM;
    format!("payload:{form}:{target}:{revision}")
}

/// Remembers everything that was read from D1.
fn adopt<S: Platform>(
    platform: &S,
    program: &ProgramId,
    built: Built<S::Payload>,
    asked_at: Timestamp,
    target: &Target,
) -> (Rc<Truth>, Option<Rc<S::Payload>>) {
    let truth = Rc::new(Truth {
        program: program.clone(),
        revision: built.revision,
        copied: built.copied,
        asked_at,
    });
    let payload = platform.memory(|memory| {
        memory.keep(Rc::clone(&truth), asked_at);
        let mut wanted = None;
        for (one, payload) in built.payloads {
            if one == *target {
                wanted = Some(payload);
            } else {
                memory.hold(&one, truth.revision, Some(payload));
            }
        }
        memory.hold(target, truth.revision, wanted.clone());
        wanted
    });
    (truth, payload)
}
