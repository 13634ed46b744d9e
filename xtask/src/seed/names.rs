//! Names of people who do not exist, from many places, in their own scripts.

/// How names look in one place.
pub(super) struct Culture {
    /// The country in which these people live.
    pub(super) country: &'static str,
    /// Cities of it.
    pub(super) cities: &'static [&'static str],
    given: &'static [&'static str],
    family: &'static [&'static str],
    order: Order,
}

#[derive(PartialEq, Eq)]
enum Order {
    GivenFirst,
    FamilyFirst,
    FamilyFirstUnspaced,
}

impl Culture {
    /// A name; the numbers choose it.
    pub(super) fn name(&self, given: usize, family: usize) -> String {
        let at = |list: &[&'static str], number: usize| {
            let position = number.checked_rem(list.len()).unwrap_or_default();
            list.get(position).copied().unwrap_or_default()
        };
        let (given, family) = (at(self.given, given), at(self.family, family));
        match self.order {
            Order::GivenFirst => format!("{given} {family}"),
            Order::FamilyFirst => format!("{family} {given}"),
            Order::FamilyFirstUnspaced => format!("{family}{given}"),
        }
    }
}

/// The cultures, each with how many of a hundred people it gives.
pub(super) const CULTURES: &[(i64, Culture)] = &[
    (
        16,
        Culture {
            country: "Norway",
            cities: &["Trondheim", "Oslo", "Bergen", "Tromsø", "Bodø"],
            given: &[
                "Ingrid", "Sindre", "Maren", "Håkon", "Solveig", "Eirik", "Astrid", "Jonas",
                "Ragnhild", "Amund",
            ],
            family: &[
                "Haugen", "Bråten", "Nygård", "Solberg", "Eide", "Moen", "Tangen", "Fjeld", "Aune",
                "Lie",
            ],
            order: Order::GivenFirst,
        },
    ),
    (
        9,
        Culture {
            country: "Germany",
            cities: &["Leipzig", "Hamburg", "Freiburg", "Köln"],
            given: &[
                "Jule", "Matthis", "Anneke", "Torben", "Frieda", "Emre", "Selin", "Konrad",
                "Wiebke", "Levin",
            ],
            family: &[
                "Brandt", "Köster", "Yıldız", "Petersen", "Vogel", "Albrecht", "Demir", "Lange",
                "Reuter",
            ],
            order: Order::GivenFirst,
        },
    ),
    (
        10,
        Culture {
            country: "United Kingdom",
            cities: &["Leeds", "Glasgow", "Bristol", "Cardiff"],
            given: &[
                "Imogen", "Rhys", "Nadia", "Callum", "Priya", "Owen", "Beatrice", "Kwame", "Aoife",
                "Desmond",
            ],
            family: &[
                "Ashworth",
                "Okafor",
                "Pryce",
                "Sutherland",
                "Mehta",
                "Barlow",
                "Adeyemi",
                "Whitlock",
                "Boateng",
            ],
            order: Order::GivenFirst,
        },
    ),
    (
        11,
        Culture {
            country: "United States",
            cities: &["Portland", "Minneapolis", "Austin", "Pittsburgh"],
            given: &[
                "Renee",
                "Marcus",
                "Guadalupe",
                "Theo",
                "Keisha",
                "Walter",
                "Linh",
                "Caleb",
                "Rosa",
                "Dwight",
            ],
            family: &[
                "Hollister",
                "Washington",
                "Delgado",
                "Nguyen",
                "Carver",
                "Petrov",
                "Ramirez",
                "Blackwell",
                "Kim",
            ],
            order: Order::GivenFirst,
        },
    ),
    (
        6,
        Culture {
            country: "Spain",
            cities: &["Valencia", "Bilbao", "Granada"],
            given: &[
                "Lucía", "Iker", "Nuria", "Álvaro", "Maite", "Gonzalo", "Ainhoa", "Rubén",
            ],
            family: &[
                "Ibarra",
                "Cano",
                "Ferrer",
                "Navarro",
                "Etxeberria",
                "Vidal",
                "Montero",
            ],
            order: Order::GivenFirst,
        },
    ),
    (
        6,
        Culture {
            country: "France",
            cities: &["Lyon", "Nantes", "Lille"],
            given: &[
                "Camille", "Bastien", "Inès", "Mamadou", "Solène", "Éloi", "Fatou", "Gaspard",
            ],
            family: &[
                "Lefèvre",
                "Diallo",
                "Garnier",
                "Roussel",
                "Traoré",
                "Perrin",
                "Maréchal",
            ],
            order: Order::GivenFirst,
        },
    ),
    (
        5,
        Culture {
            country: "Poland",
            cities: &["Kraków", "Gdańsk", "Wrocław"],
            given: &[
                "Zofia",
                "Tymon",
                "Hanna",
                "Bartosz",
                "Jagoda",
                "Kacper",
                "Małgorzata",
            ],
            family: &[
                "Wójcik",
                "Zieliński",
                "Kaczmarek",
                "Dąbrowska",
                "Lis",
                "Sikora",
            ],
            order: Order::GivenFirst,
        },
    ),
    (
        4,
        Culture {
            country: "Brazil",
            cities: &["Recife", "Curitiba", "Porto Alegre"],
            given: &["Thaís", "João", "Yasmin", "Caetano", "Bianca", "Davi"],
            family: &["Araújo", "Nascimento", "Teixeira", "Moraes", "Falcão"],
            order: Order::GivenFirst,
        },
    ),
    (
        4,
        Culture {
            country: "Nigeria",
            cities: &["Lagos", "Ibadan", "Enugu"],
            given: &["Adaeze", "Tunde", "Folake", "Chidi", "Zainab", "Emeka"],
            family: &["Olatunji", "Eze", "Bello", "Nwosu", "Adebayo"],
            order: Order::GivenFirst,
        },
    ),
    (
        4,
        Culture {
            country: "Vietnam",
            cities: &["Đà Nẵng", "Hà Nội"],
            given: &["Thu Hà", "Minh Quân", "Ngọc Anh", "Bảo Long", "Phương Linh"],
            family: &["Nguyễn", "Trần", "Phạm", "Võ", "Đặng"],
            order: Order::FamilyFirst,
        },
    ),
    (
        6,
        Culture {
            country: "Japan",
            cities: &["京都", "札幌", "金沢"],
            given: &["美咲", "健太", "さくら", "大輔", "由美子", "蓮", "千尋"],
            family: &["佐藤", "高橋", "小林", "山口", "石井", "森田"],
            order: Order::FamilyFirst,
        },
    ),
    (
        4,
        Culture {
            country: "South Korea",
            cities: &["서울", "부산", "전주"],
            given: &["민준", "서연", "지호", "하은", "은지", "태윤"],
            family: &["김", "이", "박", "최", "정"],
            order: Order::FamilyFirstUnspaced,
        },
    ),
    (
        4,
        Culture {
            country: "China",
            cities: &["成都", "杭州", "青岛"],
            given: &["芳", "志强", "雨桐", "建国", "晓梅", "子涵"],
            family: &["王", "李", "赵", "欧阳", "陈"],
            order: Order::FamilyFirstUnspaced,
        },
    ),
    (
        4,
        Culture {
            country: "Ukraine",
            cities: &["Львів", "Київ", "Одеса"],
            given: &["Олена", "Тарас", "Соломія", "Андрій", "Дарина", "Богдан"],
            family: &["Шевчук", "Коваленко", "Мельник", "Бондар", "Гриценко"],
            order: Order::GivenFirst,
        },
    ),
    (
        3,
        Culture {
            country: "Greece",
            cities: &["Θεσσαλονίκη", "Πάτρα"],
            given: &["Ελένη", "Νίκος", "Δέσποινα", "Στέλιος", "Άννα"],
            family: &["Παπαδάκη", "Γεωργίου", "Μαυρίδης", "Λάμπρου"],
            order: Order::GivenFirst,
        },
    ),
    (
        4,
        Culture {
            country: "Jordan",
            cities: &["عمّان", "إربد"],
            given: &["ليلى", "عمر", "سارة", "يوسف", "نور", "كريم"],
            family: &["حداد", "منصور", "الخطيب", "عبد الله", "زيدان"],
            order: Order::GivenFirst,
        },
    ),
    (
        4,
        Culture {
            country: "India",
            cities: &["पुणे", "जयपुर", "Kochi"],
            given: &["प्रिया", "अर्जुन", "Meenakshi", "Rohan", "काव्या", "Anirudh"],
            family: &["शर्मा", "Nair", "देशपांडे", "Iyer", "वर्मा"],
            order: Order::GivenFirst,
        },
    ),
];
