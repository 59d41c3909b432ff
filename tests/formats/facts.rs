//! What a link says, in words and numbers that do not change with the names in the code.

use convoscope::app::lab::{Linked, LinkedView};
use convoscope::app::places::convolve::{self, Convolve, View};
use convoscope::app::places::counts::Counts;
use convoscope::app::places::draw::DrawConfig;
use convoscope::app::places::functions::Functions;
use convoscope::app::places::measure::{Asked, Measurement};
use convoscope::app::places::norms::Norms;
use convoscope::app::places::pool::{self, Pooling};
use convoscope::app::places::stack::Stack;
use convoscope::app::places::train::{DataSource, Look, Train, TrainConfig, Variant};
use convoscope::app::places::volumes::Volumes;
use convoscope::app::shell::route::Route;
use convoscope::data::Generator;
use convoscope::padding_mode::PaddingMode;
use convoscope::session::{Decay, Initialization, Loss, Optimizer};
use convoscope::shape::Shape;
use convoscope::window::Window;
use serde_json::{Value, json};

/// What a link says, and the sentences about what of it cannot be read.
pub fn of_link(link: &str) -> (Value, Vec<String>) {
    let (route, mut problems) = Route::parse(link);
    let facts = match route {
        Route::Draw(draw) => of_drawing(&draw),
        Route::Convolve(rest) => of_convolution(&example(&rest, &mut problems)),
        Route::Pool(rest) => of_pool(&example(&rest, &mut problems)),
        Route::Train(rest) => {
            let pairs = rest.split('&').filter_map(|pair| pair.split_once('='));
            of_run(&TrainConfig::from_pairs(pairs, &mut problems))
        }
        Route::Linked(view, rest) => {
            let (rest, said) = match view {
                LinkedView::Stack => linked::<Stack>(&rest),
                LinkedView::Volumes => linked::<Volumes>(&rest),
                LinkedView::Counts => linked::<Counts>(&rest),
                LinkedView::Functions => linked::<Functions>(&rest),
                LinkedView::Norms => linked::<Norms>(&rest),
            };
            problems.extend(said);
            json!(rest)
        }
        Route::Networks(rest) | Route::Scenes(rest) | Route::Lessons(rest) => json!(rest),
        Route::Bench(rest) => {
            let (asked, said) = Asked::read(Measurement::Bench, &rest);
            problems.extend(said);
            let Asked::Bench(bench) = asked else { panic!("{rest} measures no speed") };
            json!(bench.map(|b| json!([b.engine.name(), b.batch, b.seconds])))
        }
        Route::Parity(rest) => {
            problems.extend(Asked::read(Measurement::Parity, &rest).1);
            json!("parity")
        }
    };
    (facts, problems)
}

/// What a link comes to, as its place prints it once it has read it, and what is said about it.
pub fn read(link: &str) -> (String, Vec<String>) {
    let (route, mut said) = Route::parse(link);
    let mut asked = |measurement, rest: &str| {
        let (asked, problems) = Asked::read(measurement, rest);
        said.extend(problems);
        asked.to_rest()
    };
    let route = match route {
        Route::Bench(rest) => Route::Bench(asked(Measurement::Bench, &rest)),
        Route::Parity(rest) => Route::Parity(asked(Measurement::Parity, &rest)),
        Route::Convolve(rest) => Route::Convolve(example::<Convolve>(&rest, &mut said).to_rest()),
        Route::Pool(rest) => Route::Pool(example::<Pooling>(&rest, &mut said).to_rest()),
        Route::Train(rest) => {
            let train = Train::new(&rest);
            said.extend(train.runs.status.clone());
            Route::Train(train.link())
        }
        route => route,
    };
    (route.to_string(), said)
}

fn example<T: Linked>(rest: &str, problems: &mut Vec<String>) -> T {
    let (example, said) = T::from_rest(rest);
    problems.extend(said);
    example
}

fn linked<T: Linked>(rest: &str) -> (String, Vec<String>) {
    let (example, said) = T::from_rest(rest);
    (example.to_rest(), said)
}

fn of_drawing(draw: &DrawConfig) -> Value {
    let stroke = |stroke: &convoscope::drawing::Stroke| {
        let points: Vec<[f32; 2]> = stroke.points.iter().map(|&(x, y)| [x, y]).collect();
        json!({"points": points, "width": stroke.width, "erase": stroke.erase})
    };
    let strokes: Vec<Value> = draw.drawing.strokes.iter().map(stroke).collect();
    let opened = draw.opened.as_ref().map(|opened| json!([opened.layer, opened.unit, opened.cell]));
    json!({
        "strokes": strokes,
        "steps": [draw.switches.crop, draw.switches.fit, draw.switches.centre],
        "open": opened,
    })
}

fn shape(Shape { c, h, w }: Shape) -> Value {
    json!([c, h, w])
}

fn window(windows: [Window; 2]) -> Value {
    json!(windows.map(|window| [window.size, window.stride, window.dilation, window.before, window.after]))
}

fn of_convolution(convolve: &Convolve) -> Value {
    let mode = convolve::Mode::ALL.iter().find(|(mode, ..)| *mode == convolve.mode).map(|(_, id, _)| id);
    let padding = match convolve.conv.padding_mode {
        PaddingMode::Constant(value) => json!(value),
        PaddingMode::Reflect => json!("reflect"),
        PaddingMode::Symmetric => json!("symmetric"),
        PaddingMode::Replicate => json!("replicate"),
        PaddingMode::Circular => json!("circular"),
    };
    let view = match convolve.view {
        View::Grids => json!("grids"),
        View::Matrix => json!("matrix"),
        View::Bottleneck(bottleneck) => json!(bottleneck.numbers()),
        View::Picture(_) => json!("picture"),
    };
    json!({
        "mode": mode, "x": [shape(convolve.input), json!(convolve.x)], "filters": convolve.conv.filters,
        "window": window(convolve.conv.window), "padding": padding, "groups": convolve.conv.groups,
        "output padding": convolve.output_padding, "flip": convolve.flip, "seed": convolve.seed,
        "weight": convolve.weight, "bias": convolve.bias, "dy": convolve.upstream, "at": convolve.at, "view": view,
    })
}

fn of_pool(pooling: &Pooling) -> Value {
    let mode = pool::Mode::ALL.iter().find(|(mode, ..)| *mode == pooling.mode).map(|(_, id, _)| id);
    let kind = pool::Kind::ALL.iter().find(|(kind, ..)| *kind == pooling.kind).map(|(_, id, _)| id);
    json!({
        "mode": mode, "kind": kind, "x": [shape(pooling.input), json!(pooling.x)],
        "window": window(pooling.window), "ceil": pooling.ceil_mode, "seed": pooling.seed,
        "weight": pooling.weight, "dy": pooling.upstream, "nudge": pooling.nudge, "at": pooling.at,
    })
}

/// What a link to Train says.
pub fn of_run(config: &TrainConfig) -> Value {
    let data = match &config.data {
        DataSource::Generated { generator: Generator { source, noise, seed, .. }, training, validation } => {
            json!([source.name(), noise, seed, training, validation])
        }
        DataSource::Custom(_) => json!("own"),
    };
    let s = &config.settings;
    let decay = match s.schedule.decay {
        Decay::Constant => json!("constant"),
        Decay::Cosine { steps } => json!(["cosine", steps]),
        Decay::Step { every, factor } => json!(["step", every, factor]),
    };
    let loss = match s.loss {
        Loss::CrossEntropy => "cross-entropy",
        Loss::MeanSquaredError => "mse",
        Loss::Huber => "huber",
    };
    let initialization = match s.initialization {
        Initialization::Zero => json!("zero"),
        Initialization::Normal { std } => json!(["normal", std]),
        Initialization::Xavier => json!("xavier"),
        Initialization::He => json!("he"),
    };
    let variant = Variant::ALL.iter().find(|(variant, ..)| Some(*variant) == config.variant);
    let look = Look::ALL.iter().find(|(look, ..)| *look == config.look);
    json!({
        "data": data, "network": config.network, "engine": config.engine.name(),
        "rate": [json!(s.schedule.rate), json!(s.schedule.warmup), decay], "optimizer": optimizer(s.optimizer),
        "penalty": [s.regularization.l1, s.regularization.l2], "batch": s.batch, "loss": [json!(loss), json!(s.label_smoothing)],
        "weights": initialization, "augmentation": s.augmentation.is_some(), "seed": s.seed,
        "until": [json!(config.until.epochs), json!(config.until.accuracy)],
        "compare": variant.map(|(_, id, _)| id), "look": look.map(|(_, id, _)| id), "sample": config.sample,
    })
}

fn optimizer(optimizer: Optimizer) -> Value {
    let numbers = match optimizer {
        Optimizer::Sgd => vec![],
        Optimizer::Momentum { momentum } | Optimizer::Nesterov { momentum } => vec![momentum],
        Optimizer::Adagrad { eps } => vec![eps],
        Optimizer::RmsProp { alpha, eps } => vec![alpha, eps],
        Optimizer::Adam { beta1, beta2, eps } => vec![beta1, beta2, eps],
        Optimizer::AdamW { beta1, beta2, eps, weight_decay } => vec![beta1, beta2, eps, weight_decay],
    };
    json!([optimizer.name(), numbers])
}
