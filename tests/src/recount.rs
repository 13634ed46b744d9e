//! The rollups and counters once more, by plain code over the touchpoints alone.
//!
//! Nothing here uses the rules of `laurel_domain`: the same figures come from two sides. It knows the
//! default stages only, so it is for programs without settings of their own. Need level and advocacy
//! stage are taken from the stored states, of which the daily rollups must be the exact sums.
//!
//! Long because the whole count is read together.

use std::collections::BTreeMap;

use rusqlite::Connection;

const DAY: i64 = 86_400_000;
const FOLLOW: i64 = 365 * DAY;
const STAGES: usize = 7;
/// Columns of the flywheel.
const WHEEL: usize = 23;
const BUCKET_DAYS: [i64; 15] = [0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 180, 365];

const INTEREST: [&str; 7] = [
    "widget_click",
    "referral_visit",
    "shared_content_visit",
    "website_visit",
    "email_opened",
    "content_viewed",
    "event_attended",
];
const ACTS: [&str; 12] = [
    "testimonial",
    "review",
    "referral",
    "shared_content",
    "reference_call",
    "case_study",
    "logo_use",
    "webinar",
    "interview",
    "event_talk",
    "product_feedback",
    "community_help",
];

/// Rows by their key in words, without those in which everything is 0.
pub type Figures = BTreeMap<String, Vec<i64>>;

struct Touch {
    at: i64,
    id: String,
    kind: String,
    note: Option<String>,
    amount: Option<(i64, String)>,
    score: Option<i64>,
}

struct Person {
    motivation: bool,
    /// By what the person is divided, as `dimension:value`; without the product.
    divided: Vec<String>,
    brought: Option<(String, i64)>,
    touches: Vec<Touch>,
}

/// What the stored rollups of a program say.
///
/// # Panics
/// When the database has another schema.
pub fn stored(database: &Connection, program: &str) -> Figures {
    let mut figures = Figures::new();
    for cohorts in ["cohort_days", "cohort_segments"] {
        add_cohorts(&mut figures, database, cohorts, program);
    }
    add_wheel(&mut figures, database, program);
    let mut take = |sql: &str| add_rows(&mut figures, database, sql, program);
    let by_day = |group: &str, words: &str| {
        format!(
            "SELECT '{words} ' || n.key || ' day ' || d.day, n.value
             FROM day_counts d, json_each(d.cells, '$.{group}') n WHERE d.program_id = ?1"
        )
    };
    take(&by_day("need", "need"));
    take(&by_day("advocacy", "advocacy"));
    take(&by_day("kinds", "activity"));
    take(&by_day("reached", "reached"));
    take(
        "SELECT 'overdrawn day ' || day, cells ->> '$.overdrawn.people' FROM day_counts
         WHERE program_id = ?1 AND cells -> '$.overdrawn.people' IS NOT NULL",
    );
    take(
        "SELECT 'ladder ' || s.value || ' day ' || d.day,
           coalesce(d.cells ->> ('$.rose.' || s.value), 0), coalesce(d.cells ->> ('$.fell.' || s.value), 0)
         FROM day_counts d, json_each('[\"engaged_customer\",\"enthusiast\",\"early_stage_advocate\",
           \"transitioning_advocate\",\"full_blown_advocate\"]') s WHERE d.program_id = ?1",
    );
    let of_program = |group: &str, words: &str| {
        format!(
            "SELECT '{words} ' || n.key, n.value
             FROM program_counts c, json_each(c.cells, '$.{group}') n WHERE c.program_id = ?1"
        )
    };
    take(&of_program("totals", "total"));
    take(&of_program("facets", "facet"));
    take(&of_program("need", "everyone on need level"));
    take(&of_program("overdrawn", "everyone overdrawn:"));
    take("SELECT 'waiting day ' || day, testimonials FROM waiting_daily WHERE program_id = ?1");
    take(
        "SELECT 'segment ' || dimension || ':' || value, people FROM segments WHERE program_id = ?1",
    );
    take(
        "SELECT 'advocate ' || person_id, people_brought, customers_brought, customers_followed
         FROM person_state WHERE program_id = ?1",
    );
    figures.retain(|_, values| values.iter().any(|value| *value != 0));
    figures
}

/// What they should say.
///
/// # Panics
/// When the database has another schema.
pub fn counted(database: &Connection, program: &str) -> Figures {
    let people = people(database, program);
    let mut figures = Figures::new();
    for person in people.values() {
        count_person(&mut figures, person);
    }
    let mut brought: BTreeMap<&str, i64> = BTreeMap::new();
    for person in people.values() {
        if let Some((id, at)) = &person.brought
            && let Some(advocate) = people.get(id)
        {
            let followed = count_pair(&mut figures, advocate, person, *at);
            *brought.entry(id).or_default() += followed;
            let customer = i64::from(first_purchase(person).is_some_and(|bought| bought >= *at));
            add(
                &mut figures,
                &format!("advocate {id}"),
                &[1, customer, followed],
            );
        }
    }
    for (id, customers) in brought {
        if let Some(start) = people.get(id).and_then(first_purchase) {
            let mut row = [0; WHEEL];
            row[20] = customers * customers;
            add(
                &mut figures,
                &format!("flywheel day {}", start.div_euclid(DAY)),
                &row,
            );
        }
    }
    // A person's level and stage as stored, each on the day on which it was reached.
    let mut take = |sql: &str| add_rows(&mut figures, database, sql, program);
    take(
        "SELECT 'need ' || need_level || ' day ' || (need_level_at / 86400000), count(*) FROM person_state
         WHERE program_id = ?1 AND need_level IS NOT NULL GROUP BY 1",
    );
    take(
        "SELECT 'advocacy ' || advocacy_stage || ' day ' || (advocacy_stage_at / 86400000), count(*)
         FROM person_state WHERE program_id = ?1 AND advocacy_stage IS NOT NULL GROUP BY 1",
    );
    take(
        "SELECT 'overdrawn day ' || (overdrawn_since / 86400000), count(*)
         FROM person_state WHERE program_id = ?1 AND overdrawn_since IS NOT NULL GROUP BY 1",
    );
    take(
        "SELECT 'everyone on need level ' || need_level, count(*) FROM person_state
         WHERE program_id = ?1 AND need_level IS NOT NULL GROUP BY 1",
    );
    take(
        "SELECT 'everyone overdrawn: people', count(*) FROM person_state
         WHERE program_id = ?1 AND overdrawn_since IS NOT NULL HAVING count(*) > 0",
    );
    take(
        "SELECT 'facet ' || coalesce(need_level, 0) || ' stage ' || advocacy_stage, count(*)
         FROM person_state WHERE program_id = ?1 AND advocacy_stage IS NOT NULL GROUP BY 1",
    );
    take(
        "SELECT 'facet ' || coalesce(need_level, 0) || ' carries ', count(*) FROM person_state
         WHERE program_id = ?1 AND (overdrawn_since IS NOT NULL OR advocacy_stage = 'transitioning_advocate')
         GROUP BY 1",
    );
    take(
        "SELECT 'facet ' || need_level || ' progress ' || need_progress, count(*) FROM person_state
         WHERE program_id = ?1 AND need_level IS NOT NULL GROUP BY 1",
    );
    take(
        "SELECT 'facet ' || s.need_level || ' motivation ' || coalesce(p.motivation, ''), count(*)
         FROM person_state s JOIN people p ON p.program_id = s.program_id AND p.person_id = s.person_id
         WHERE s.program_id = ?1 AND s.need_level IS NOT NULL GROUP BY 1",
    );
    take(
        "SELECT 'facet ' || need_level || ' given ' || coalesce(last_reward || ':' || next_act, ''), count(*)
         FROM person_state WHERE program_id = ?1 AND need_level IS NOT NULL GROUP BY 1",
    );
    take(
        "SELECT 'facet ' || s.need_level || ' mismatch ', count(*)
         FROM person_state s JOIN people p ON p.program_id = s.program_id AND p.person_id = s.person_id
         WHERE s.program_id = ?1 AND s.need_level IS NOT NULL
           AND s.last_reward IN ('swag', 'gift_card', 'discount')
           AND (s.last_reward_level >= 3 OR (s.last_reward_level = 2 AND p.motivation IN ('status', 'access')))
         GROUP BY 1",
    );
    take(
        "SELECT 'ladder ' || CASE rose WHEN 1 THEN to_stage ELSE from_stage END || ' day ' || (at / 86400000),
           sum(rose), sum(1 - rose) FROM ladder_moves WHERE program_id = ?1 GROUP BY 1",
    );
    take(
        "SELECT 'waiting day ' || (created_at / 86400000), count(*)
         FROM testimonials WHERE program_id = ?1 AND standing = 'pending' GROUP BY 1",
    );
    figures.retain(|_, values| values.iter().any(|value| *value != 0));
    figures
}

/// Expects the rollups of a program to say what its touchpoints say.
///
/// # Panics
/// When they differ; the differences are named.
pub fn assert_rollups(database: &Connection, program: &str) {
    let (stored, counted) = (stored(database, program), counted(database, program));
    let keys: std::collections::BTreeSet<_> = stored.keys().chain(counted.keys()).collect();
    let differences: Vec<String> = keys
        .into_iter()
        .filter(|key| stored.get(*key) != counted.get(*key))
        .map(|key| {
            format!(
                "{key}: stored {:?}, counted {:?}",
                stored.get(key),
                counted.get(key)
            )
        })
        .collect();
    assert!(
        differences.is_empty(),
        "{program}: {} rollup rows differ from a recount:\n{}",
        differences.len(),
        differences
            .iter()
            .take(20)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}

/// Adds the funnel: by segment, day and stage the people, then the times; what two tables have of one is summed.
fn add_cohorts(figures: &mut Figures, database: &Connection, table: &str, program: &str) {
    let sql = format!(
        "SELECT s.key, c.day, n.key, n.value FROM {table} c, json_each(c.cells) s, json_each(s.value) n
         WHERE c.program_id = ?1"
    );
    let mut statement = database.prepare(&sql).unwrap();
    let mut rows = statement.query([program]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (segment, day): (String, i64) = (row.get(0).unwrap(), row.get(1).unwrap());
        let (name, count): (String, i64) = (row.get(2).unwrap(), row.get(3).unwrap());
        let (stage, place) = name_of_count(&name);
        let key = format!("funnel {} day {day} stage {stage}", named(&segment));
        let mut values = vec![0; 17];
        values[place] = count;
        add(figures, &key, &values);
    }
}

/// A stage and where its count stands in a row: people first, then the buckets `a` to `p`.
fn name_of_count(name: &str) -> (&str, usize) {
    match name.chars().last() {
        Some(letter @ 'a'..='p') => (&name[..name.len() - 1], letter as usize - 'a' as usize + 1),
        _ => (name, 0),
    }
}

/// A segment's name out of its key, in which some characters are written as in a URL.
fn named(key: &str) -> String {
    let mut parts = key.split('%');
    let mut name = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = u8::from_str_radix(&part[..2], 16).unwrap();
        name.push(char::from(code));
        name.push_str(&part[2..]);
    }
    name
}

/// Adds the flywheel: its four counts, the times, the squares.
fn add_wheel(figures: &mut Figures, database: &Connection, program: &str) {
    let sql = "SELECT d.day, n.key, n.value FROM day_counts d, json_each(d.cells, '$.wheel') n
      WHERE d.program_id = ?1";
    let counts = ["customers", "acts", "people_brought", "customers_brought"];
    let mut statement = database.prepare(sql).unwrap();
    let mut rows = statement.query([program]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (day, name): (i64, String) = (row.get(0).unwrap(), row.get(1).unwrap());
        let place = counts.iter().position(|count| *count == name);
        let place = match name.as_str() {
            "squares" => 20,
            "people_others" => 21,
            "customers_others" => 22,
            time => place.unwrap_or_else(|| 3 + name_of_count(time).1),
        };
        let mut values = vec![0; WHEEL];
        values[place] = row.get(2).unwrap();
        add(figures, &format!("flywheel day {day}"), &values);
    }
}

/// Adds rows of a name and numbers; those in which everything is 0 are left out.
fn add_rows(figures: &mut Figures, database: &Connection, sql: &str, program: &str) {
    let mut statement = database.prepare(sql).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([program]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let key: String = row.get(0).unwrap();
        let values: Vec<i64> = (1..columns)
            .map(|column| row.get(column).unwrap())
            .collect();
        if values.iter().any(|value| *value != 0) {
            figures.insert(key, values);
        }
    }
}

fn people(database: &Connection, program: &str) -> BTreeMap<String, Person> {
    let mut people = BTreeMap::new();
    let mut statement = database
        .prepare(
            "SELECT person_id, brought_by, brought_at, source, country, industry, company_size, tags,
               motivation IS NOT NULL FROM people WHERE program_id = ?1",
        )
        .unwrap();
    let mut rows = statement.query([program]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let brought: Option<String> = row.get(1).unwrap();
        let at: Option<i64> = row.get(2).unwrap();
        let single = ["source", "country", "industry", "company_size"];
        let single = single.iter().zip(3..).map(|(dimension, column)| {
            let value: Option<String> = row.get(column).unwrap();
            format!("{dimension}:{}", value.unwrap_or_default())
        });
        let tags: String = row.get(7).unwrap();
        let tags: Vec<String> = serde_json::from_str(&tags).unwrap();
        let tags = tags.iter().map(|tag| format!("tag:{tag}"));
        let person = Person {
            divided: single.chain(tags).collect(),
            brought: brought.zip(at),
            motivation: row.get(8).unwrap(),
            touches: Vec::new(),
        };
        people.insert(row.get(0).unwrap(), person);
    }
    let mut statement = database
        .prepare(
            "SELECT person_id, at, touchpoint_id, kind, amount_minor, currency, score, note
             FROM touchpoints WHERE program_id = ?1",
        )
        .unwrap();
    let mut rows = statement.query([program]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let id: String = row.get(0).unwrap();
        let minor: Option<i64> = row.get(4).unwrap();
        let touch = Touch {
            at: row.get(1).unwrap(),
            id: row.get(2).unwrap(),
            kind: row.get(3).unwrap(),
            amount: minor.zip(row.get(5).unwrap()),
            score: row.get(6).unwrap(),
            note: row.get(7).unwrap(),
        };
        people
            .get_mut(&id)
            .expect("a touchpoint has its person")
            .touches
            .push(touch);
    }
    for person in people.values_mut() {
        person
            .touches
            .sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
    }
    people
}

/// When a person entered each stage by a touchpoint of that stage.
fn entries(person: &Person) -> [Option<i64>; STAGES] {
    let nth = |wanted: usize, fits: &dyn Fn(&str) -> bool| {
        person
            .touches
            .iter()
            .filter(|touch| fits(&touch.kind))
            .nth(wanted - 1)
            .map(|touch| touch.at)
    };
    [
        nth(1, &|_| true),
        nth(1, &|kind| INTEREST.contains(&kind)),
        nth(1, &|kind| {
            ["form_submitted", "demo_requested"].contains(&kind)
        }),
        nth(1, &|kind| {
            ["trial_started", "quote_requested"].contains(&kind)
        }),
        nth(1, &|kind| ["became_customer", "purchase"].contains(&kind)),
        nth(2, &|kind| kind == "purchase"),
        nth(1, &|kind| ACTS.contains(&kind)),
    ]
}

fn first_purchase(person: &Person) -> Option<i64> {
    entries(person)[4]
}

fn count_person(figures: &mut Figures, person: &Person) {
    for segment in segments(person) {
        add(figures, &format!("segment {segment}"), &[1]);
    }
    let total = |figures: &mut Figures, name: &str, value: i64| {
        add(figures, &format!("total {name}"), &[value]);
    };
    total(figures, "people", 1);
    total(figures, "people:source", known(person, "source"));
    for touch in &person.touches {
        let day = touch.at.div_euclid(DAY);
        add(figures, &format!("activity {} day {day}", touch.kind), &[1]);
        if touch.kind == "purchase" {
            total(figures, "purchases", 1);
        }
        if ["purchase", "became_customer"].contains(&touch.kind.as_str())
            && let Some((minor, currency)) = &touch.amount
        {
            total(figures, &format!("revenue:{currency}"), *minor);
        }
        if ACTS.contains(&touch.kind.as_str()) {
            total(figures, "acts", 1);
        }
        if touch.kind == "support_resolved" {
            total(figures, "support_solved", 1);
        }
    }
    let bought = |touch: &&Touch| touch.kind == "purchase";
    if person.touches.iter().filter(bought).count() > 1 {
        total(figures, "repeat_customers", 1);
    }
    let support = |touch: &&Touch| touch.kind.starts_with("support_");
    let latest = person.touches.iter().rev().find(support);
    if latest.is_some_and(|touch| touch.kind == "support_escalated") {
        total(figures, "escalated", 1);
    }
    match person.touches.iter().rev().find_map(|touch| touch.score) {
        Some(9..) => total(figures, "promoters", 1),
        Some(7..=8) => total(figures, "passives", 1),
        Some(_) => total(figures, "detractors", 1),
        None => {}
    }
    let is_act = |touch: &Touch| ACTS.contains(&touch.kind.as_str());
    if person.touches.iter().any(is_act) {
        total(figures, "advocates", 1);
        total(
            figures,
            "advocates:motivation",
            i64::from(person.motivation),
        );
    }
    if let Some(bought) = first_purchase(person) {
        total(figures, "customers", 1);
        total(figures, "customers:industry", known(person, "industry"));
        total(
            figures,
            "customers:company_size",
            known(person, "company_size"),
        );
        let followed = |touch: &&Touch| {
            ACTS.contains(&touch.kind.as_str()) && (0..=FOLLOW).contains(&(touch.at - bought))
        };
        let acts = person.touches.iter().filter(followed).count() as i64;
        let mut row = [0; WHEEL];
        row[0] = 1;
        row[1] = acts;
        add(
            figures,
            &format!("flywheel day {}", bought.div_euclid(DAY)),
            &row,
        );
    }
    if let (Some(first), None) = (person.touches.first(), &person.brought) {
        let in_time = first_purchase(person).is_some_and(|bought| bought - first.at <= FOLLOW);
        let mut row = [0; WHEEL];
        row[21] = 1;
        row[22] = i64::from(in_time);
        add(
            figures,
            &format!("flywheel day {}", first.at.div_euclid(DAY)),
            &row,
        );
    }
    count_funnel(figures, person);
}

/// 1 when the person's value of this dimension is known.
fn known(person: &Person, dimension: &str) -> i64 {
    let unknown = format!("{dimension}:");
    i64::from(!person.divided.contains(&unknown))
}

/// Everything by which a person is divided: the product is the note of the first purchase.
fn segments(person: &Person) -> Vec<String> {
    let bought = person.touches.iter().find(|touch| touch.kind == "purchase");
    let product = bought.and_then(|touch| touch.note.as_deref());
    let product = format!("product:{}", product.unwrap_or_default());
    let mut segments = person.divided.clone();
    segments.push(product);
    segments
}

fn count_funnel(figures: &mut Figures, person: &Person) {
    let Some(first) = person.touches.first() else {
        return;
    };
    let entries = entries(person);
    let furthest = entries
        .iter()
        .rposition(Option::is_some)
        .unwrap_or_default();
    let mut segments = segments(person);
    segments.push(String::new());
    if person.brought.is_some() {
        segments.push("brought".to_owned());
    }
    let mut came_from = None;
    for stage in 0..=furthest {
        let mut row = [0; 17];
        row[0] = 1;
        // The stage was really visited when nothing later was entered before it.
        let visited = entries[stage].filter(|at| {
            entries[stage + 1..]
                .iter()
                .flatten()
                .all(|later| at <= later)
        });
        if let (Some(before), Some(now)) = (came_from, visited) {
            row[1 + bucket(now - before)] = 1;
        }
        came_from = visited.or(came_from);
        let reached = entries[stage..].iter().flatten().min().unwrap();
        add(
            figures,
            &format!("reached {stage} day {}", reached.div_euclid(DAY)),
            &[1],
        );
        for segment in &segments {
            let day = first.at.div_euclid(DAY);
            add(
                figures,
                &format!("funnel {segment} day {day} stage {stage}"),
                &row,
            );
        }
    }
}

/// What a brought person adds to the flywheel of the advocate who is a customer; answers whether
/// they count as a customer there, as 0 or 1.
fn count_pair(figures: &mut Figures, advocate: &Person, person: &Person, brought_at: i64) -> i64 {
    let Some(start) = first_purchase(advocate) else {
        return 0;
    };
    if !(0..=FOLLOW).contains(&(brought_at - start)) {
        return 0;
    }
    let mut row = [0; WHEEL];
    row[2] = 1;
    if let Some(bought) = first_purchase(person)
        && bought >= brought_at
        && bought - start <= FOLLOW
    {
        row[3] = 1;
        row[4 + bucket(bought - start)] = 1;
    }
    add(
        figures,
        &format!("flywheel day {}", start.div_euclid(DAY)),
        &row,
    );
    row[3]
}

fn bucket(elapsed: i64) -> usize {
    let days = elapsed.max(0) / DAY;
    BUCKET_DAYS
        .iter()
        .position(|upper| days <= *upper)
        .unwrap_or(BUCKET_DAYS.len())
}

fn add(figures: &mut Figures, key: &str, values: &[i64]) {
    let row = figures
        .entry(key.to_owned())
        .or_insert_with(|| vec![0; values.len()]);
    for (sum, value) in row.iter_mut().zip(values) {
        *sum += value;
    }
}
